// <reply-here data-heading="Dit svar til {name}" data-send="Send svaret" data-cancel="Fortryd"> around the section with the form
// for a contribution. A link with data-reply (the contribution's key) and data-name then brings the form to the contribution
// instead of leading to a page of its own (with data-quote its words too): one stays in the conversation, and what was typed comes along. One form, moved about,
// so no id is doubled and one key still means one contribution. Without scripts, or signed out, the links lead where they say.

// The contribution's words, or those of them that are selected, as the small Markdown's quotation.
function quotation(comment) {
  const text = comment.querySelector(".comment__text");
  const selected = getSelection();
  const chosen = selected.rangeCount && text.contains(selected.anchorNode) && text.contains(selected.focusNode);
  const words = (chosen && selected.toString().trim()) || text.innerText.trim();
  return `${words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

class ReplyHere extends HTMLElement {
  connectedCallback() {
    if (this.form) return; // Moved, not new.
    this.form = this.querySelector("form");
    if (!this.form) return;
    this.home = document.createComment("");
    this.before(this.home);
    this.heading = this.querySelector("h2");
    this.send = this.form.querySelector("button[type=submit]");
    this.first = { heading: this.heading.textContent, send: this.send.textContent };
    this.cancel = document.createElement("button");
    this.cancel.type = "button";
    this.cancel.className = "button button--quiet";
    this.cancel.textContent = this.dataset.cancel;
    this.cancel.addEventListener("click", () => this.goHome());
    document.addEventListener("click", (event) => this.onClick(event));
  }

  onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const reply = event.target.closest?.("a[data-reply]");
    if (reply) {
      event.preventDefault();
      this.answer(reply);
    } else if (event.target.closest?.("a[href='#skriv']")) {
      this.goHome(); // The way to a new contribution, not to the reply.
    }
  }

  answer(link) {
    this.asked = link;
    link.closest(".comment").after(this);
    this.form.elements.parent.value = link.dataset.reply;
    this.heading.textContent = this.dataset.heading.replace("{name}", link.dataset.name);
    this.send.textContent = this.dataset.send;
    this.send.after(this.cancel);
    const field = this.form.querySelector("textarea");
    if ("quote" in link.dataset) field.value = `${quotation(link.closest(".comment"))}${field.value}`;
    field.dispatchEvent(new Event("input"));
    field.focus();
  }

  goHome() {
    if (!this.asked) return;
    this.home.after(this);
    this.form.elements.parent.value = "";
    this.heading.textContent = this.first.heading;
    this.send.textContent = this.first.send;
    this.cancel.remove();
    this.asked.focus();
    this.asked = null;
  }
}

customElements.define("reply-here", ReplyHere);
