// <menu-toggle> around a button with aria-controls: opens and closes what it controls (the menu and the facets on phones).
// The stylesheet hides it only where scripts run and the screen is narrow, so nothing jumps and nothing is lost without scripts.

class MenuToggle extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.target = document.getElementById(this.button.getAttribute("aria-controls"));
    this.button.addEventListener("click", () => this.set(this.button.getAttribute("aria-expanded") !== "true"));
    this.target.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.button.getAttribute("aria-expanded") !== "true") return;
      this.set(false);
      this.button.focus();
    });
  }

  set(open) {
    this.button.setAttribute("aria-expanded", String(open));
    this.target.dataset.open = String(open);
  }
}

customElements.define("menu-toggle", MenuToggle);
