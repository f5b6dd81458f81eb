// <search-box data-suggest="/soeg/forslag/" data-one="…" data-many="{n} …" …> around a search form.
// Without scripts the form is enough. With them the field becomes a combobox (ARIA Authoring Practices, list autocomplete with
// manual selection): suggestions come as JSON {"suggestions": [{"title", "url", "kind", "group"}]} in groups ("topics", "pages",
// "people"; data-<group> names each); choosing one opens its page. In an empty field one finds one's own last searches
// (data-recent), which stay on the device, and a way to forget them (data-forget).
// One box per page may say data-shortcut: "/" moves focus there.

const PAUSE_MS = 150;
const LEAST_LETTERS = 2;
const GROUPS = ["topics", "pages", "people"];
const RECENT = "torvet.recent-searches";
const MOST_RECENT = 5;
let boxes = 0;

function remembered() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((words) => typeof words === "string").slice(0, MOST_RECENT) : [];
  } catch {
    return []; // no storage, or not ours: nothing is remembered
  }
}

function remember(searches) {
  try {
    if (searches.length) localStorage.setItem(RECENT, JSON.stringify(searches.slice(0, MOST_RECENT)));
    else localStorage.removeItem(RECENT);
  } catch {
    // A browser that keeps nothing: the search works all the same.
  }
}

class SearchBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input[type=search]");
    this.form = this.querySelector("form");
    this.address = this.dataset.suggest;
    if (!this.input || !this.address) return;
    this.active = -1;
    this.options = [];
    this.build(++boxes);
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("click", () => this.input.value.trim() || this.showRecent());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.form.addEventListener("submit", () => this.keep());
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget)) this.close();
    });
    if ("shortcut" in this.dataset) document.addEventListener("keydown", (event) => this.onShortcut(event));
  }

  build(number) {
    this.list = document.createElement("div");
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

  keep() {
    const words = this.input.value.trim();
    if (words) remember([words, ...remembered().filter((other) => other !== words)]);
  }

  schedule() {
    clearTimeout(this.timer);
    this.request?.abort();
    const words = this.input.value.trim();
    if (!words) return this.showRecent();
    if (words.length < LEAST_LETTERS) return this.close();
    this.timer = setTimeout(() => this.ask(words), PAUSE_MS);
  }

  async ask(words) {
    this.request = new AbortController();
    try {
      const url = `${this.address}?${new URLSearchParams({ q: words })}`;
      const answer = await fetch(url, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return this.close();
      const { suggestions } = await answer.json();
      this.show(GROUPS.map((name) => [this.dataset[name], suggestions.filter((item) => item.group === name).map((item) => this.leading(item))]));
    } catch (problem) {
      if (problem.name !== "AbortError") this.close(); // The form still works: suggestions are a help, never a condition.
    }
  }

  showRecent() {
    const searches = remembered();
    if (!searches.length) return this.close();
    const again = (words) => {
      this.input.value = words;
      this.form.requestSubmit();
    };
    const forget = () => {
      remember([]);
      this.close();
      this.status.textContent = this.dataset.forgotten ?? "";
    };
    const options = searches.map((words) => this.option(words, "", () => again(words)));
    this.show([[this.dataset.recent, [...options, this.option(this.dataset.forget, "", forget)]]]);
    this.options.at(-1).classList.add("suggestions__item--forget");
  }

  leading({ title, url, kind }) {
    return this.option(title, kind, () => location.assign(url));
  }

  option(title, kind, choose) {
    const option = document.createElement("div");
    option.className = "suggestions__item";
    option.role = "option";
    option.setAttribute("aria-selected", "false");
    const name = document.createElement("span");
    name.textContent = title;
    option.append(name);
    if (kind) {
      const what = document.createElement("span");
      what.className = "suggestions__kind";
      what.textContent = kind;
      option.append(" ", what);
    }
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", choose);
    return option;
  }

  show(groups) {
    const shown = groups.filter(([, options]) => options.length);
    this.options = shown.flatMap(([, options]) => options);
    this.options.forEach((option, index) => (option.id = `${this.list.id}-${index}`));
    this.list.replaceChildren(...shown.map(([label, options], index) => this.group(label, options, index)));
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    const any = this.options.length > 0;
    this.list.hidden = !any;
    this.input.setAttribute("aria-expanded", String(any));
    const words = this.options.length === 1 ? this.dataset.one : this.dataset.many;
    this.status.textContent = any && words ? words.replace("{n}", this.options.length) : "";
  }

  group(label, options, index) {
    const group = document.createElement("div");
    group.role = "group";
    const title = document.createElement("p");
    title.className = "suggestions__group";
    title.id = `${this.list.id}-group-${index}`;
    title.role = "presentation";
    title.textContent = label;
    group.setAttribute("aria-labelledby", title.id);
    group.append(title, ...options);
    return group;
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
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
    if (event.key === "ArrowDown" && !open && !this.input.value.trim()) this.showRecent();
    else if (event.key === "ArrowDown" && open) this.move(1);
    else if (event.key === "ArrowUp" && open) this.move(-1);
    else if (event.key === "Escape" && open) this.close();
    else if (event.key === "Enter" && open && this.active >= 0) this.options[this.active].click();
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
