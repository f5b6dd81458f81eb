// Small helps for forms; each form works without them.

// <error-summary>: the list of what is wrong takes focus when the page arrives, so that nobody has to look for it.
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    // A page with several forms has several summaries: the first one speaks.
    if (document.querySelector("error-summary") === this) this.firstElementChild?.focus();
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(link.hash.slice(1));
      const control = field?.matches("input, select, textarea") ? field : field?.querySelector("input, select, textarea");
      if (!control) return;
      event.preventDefault();
      control.focus();
      control.closest(".field")?.scrollIntoView({ block: "center" });
    });
  }
}

// <char-counter data-limit="2000" data-left="{n} tegn tilbage" data-over="{n} tegn for meget"> around a textarea.
// The number is seen at once and read aloud only after a pause in the typing.
class CharCounter extends HTMLElement {
  connectedCallback() {
    if (this.shown) return; // Moved with its form, not new.
    this.field = this.querySelector("textarea, input");
    this.limit = Number(this.dataset.limit);
    if (!this.field || !this.limit) return;
    this.shown = document.createElement("p");
    this.shown.className = "counter";
    this.shown.setAttribute("aria-hidden", "true");
    this.spoken = document.createElement("p");
    this.spoken.className = "visually-hidden";
    this.spoken.role = "status";
    this.append(this.shown, this.spoken);
    this.field.addEventListener("input", () => this.update(true));
    this.update(false);
  }

  update(speak) {
    // Counted as the server counts: code points, with line ends as two characters (HTML's form submission).
    const text = this.field.value.replace(/\r?\n/g, "\r\n");
    const left = this.limit - [...text].length;
    const words = (left < 0 ? this.dataset.over : this.dataset.left).replace("{n}", Math.abs(left).toLocaleString("da"));
    this.shown.textContent = words;
    this.shown.classList.toggle("counter--over", left < 0);
    clearTimeout(this.timer);
    if (speak) this.timer = setTimeout(() => (this.spoken.textContent = words), 1200);
  }
}

customElements.define("error-summary", ErrorSummary);
customElements.define("char-counter", CharCounter);
