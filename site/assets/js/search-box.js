// <search-box data-suggest="/soeg/forslag/" data-one="…" data-many="{n} …"> around a search form.
// Without scripts the form is enough. With them the field becomes a combobox (ARIA Authoring Practices, list autocomplete with
// manual selection): suggestions come as JSON {"suggestions": [{"title", "url", "kind"}]}; choosing one opens its page.
// One box per page may say data-shortcut: "/" moves focus there.

const PAUSE_MS = 150;
const LEAST_LETTERS = 2;
let boxes = 0;

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.address = this.dataset.suggest;
    if (!this.input || !this.address) return;
    this.active = -1;
    this.options = [];
    this.build(++boxes);
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget)) this.close();
    });
    if ("shortcut" in this.dataset) document.addEventListener("keydown", (event) => this.onShortcut(event));
  }

  build(number) {
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${number}`;
    this.list.role = "listbox";
    this.list.setAttribute("aria-label", this.dataset.label ?? "");
    this.list.hidden = true;
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.role = "status";
    this.append(this.list, this.status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);
    this.input.autocomplete = "off";
  }

  schedule() {
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value.trim();
    if (words.length < LEAST_LETTERS) return this.close();
    this.timer = setTimeout(() => this.ask(words), PAUSE_MS);
  }

  async ask(words) {
    this.request = new AbortController();
    try {
      const url = `${this.address}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(url, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      this.show((await answer.json()).suggestions);
    } catch {
      this.close(); // The form still works: suggestions are a help, never a condition.
    }
  }

  show(suggestions) {
    this.options = suggestions.map((suggestion, index) => {
      const option = document.createElement("li");
      option.className = "suggestions__item";
      option.id = `${this.list.id}-${index}`;
      option.role = "option";
      option.setAttribute("aria-selected", "false");
      option.dataset.url = suggestion.url;
      const title = document.createElement("span");
      title.textContent = suggestion.title;
      const kind = document.createElement("span");
      kind.className = "suggestions__kind";
      kind.textContent = suggestion.kind;
      option.append(title, " ", kind);
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => location.assign(suggestion.url));
      return option;
    });
    this.list.replaceChildren(...this.options);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const any = this.options.length > 0;
    this.list.hidden = !any;
    this.input.setAttribute("aria-expanded", String(any));
    const words = this.options.length === 1 ? this.dataset.one : this.dataset.many;
    this.status.textContent = any && words ? words.replace("{n}", this.options.length) : "";
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.options = [];
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  move(step) {
    const count = this.options.length;
    if (!count) return;
    // -1 is the text field itself: the arrows walk through it, so what was typed is never out of reach.
    this.active = ((this.active + 1 + step + count + 1) % (count + 1)) - 1;
    this.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.active)));
    const chosen = this.options[this.active];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  onKey(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" && open) this.move(1);
    else if (event.key === "ArrowUp" && open) this.move(-1);
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.active >= 0) location.assign(this.options[this.active].dataset.url);
    else return;
    event.preventDefault();
  }

  onShortcut(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
    event.preventDefault();
    this.input.focus();
    this.input.select();
  }
}

customElements.define("search-box", SearchBox);
