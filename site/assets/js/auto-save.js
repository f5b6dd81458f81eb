// <auto-save data-saving="…" …> around a form: what is typed is saved by itself, a moment after the typing stops.
// The form says with each field what it was opened with; where somebody else has changed the same field, both texts are shown.

const PAUSE = 1200; // milliseconds without a key
const RETRY = 15_000;

// Whether a field holds something else than the page came with.
function isChanged(field) {
  if (["hidden", "file", "submit", "button"].includes(field.type)) return false;
  if (["checkbox", "radio"].includes(field.type)) return field.checked !== field.defaultChecked;
  if (!field.options) return field.defaultValue !== undefined && field.value !== field.defaultValue;
  const options = [...field.options];
  return options.some((each) => each.defaultSelected) && options.some((each) => each.selected !== each.defaultSelected);
}

class AutoSave extends HTMLElement {
  connectedCallback() {
    if (this.form) return; // Moved, not new.
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "autosave";
    this.told.role = "status";
    this.form.querySelector(":scope > .form__actions:last-of-type").before(this.told);
    this.form.addEventListener("input", (event) => event.target.type !== "file" && this.soon());
    this.form.addEventListener("saved-elsewhere", () => this.soon(0));
    addEventListener("online", () => this.dirty && this.save());
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.save());
    this.form.addEventListener("submit", () => clearTimeout(this.timer));
    if ([...this.form.elements].some(isChanged)) this.soon(); // typed before this module had come
  }

  soon(pause = PAUSE) {
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.busy) return this.soon();
    this.busy = true;
    this.dirty = false;
    this.say(this.dataset.saving);
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const headers = { "X-Autosave": "1", Accept: "application/json" };
      const answer = await fetch(this.form.action, { method: "POST", body: data, headers, keepalive: document.hidden });
      const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
      if (answer.status === 401 || answer.status === 403) this.signedOut(told.sign_in);
      else if (told.refused) this.say(told.refused);
      else if (answer.ok) this.take(told);
      else throw new Error(answer.status);
    } catch {
      this.dirty = true;
      this.say(this.dataset.offline);
      this.timer = setTimeout(() => this.save(), RETRY);
    }
    this.busy = false;
  }

  say(text) {
    if (this.told.textContent !== text) this.told.textContent = text;
  }

  signedOut(address) {
    this.dirty = true;
    this.say(`${this.dataset.signedOut} `);
    if (!address) return;
    const link = document.createElement("a");
    link.href = address;
    link.target = "_blank";
    link.textContent = this.dataset.signIn;
    this.told.append(link);
  }

  take({ saved, opened, errors, conflicts }) {
    for (const [name, value] of Object.entries(opened ?? {})) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    for (const old of this.querySelectorAll("[data-autosave-fault]")) old.remove();
    for (const [name, sentences] of Object.entries(errors ?? {})) this.fault(name, sentences);
    for (const [name, conflict] of Object.entries(conflicts ?? {})) this.collide(name, conflict);
    const faults = Object.values(errors ?? {});
    // All of it is kept: loading the page anew asks for it, and sends no older form a second time.
    if (!faults.length && !Object.keys(conflicts ?? {}).length) history.replaceState(history.state, "");
    this.say(faults.length ? faults[0][0] : saved);
  }

  fault(name, sentences) {
    const field = this.form.elements[name];
    const list = document.createElement("ul");
    list.className = "field__error";
    list.dataset.autosaveFault = "";
    for (const sentence of sentences) list.append(Object.assign(document.createElement("li"), { textContent: sentence }));
    field?.closest(".field")?.prepend(list);
  }

  // Both texts: mine stays in the field, theirs stands below with a button for each. Nothing is saved of it before one is pressed.
  collide(name, { heading, theirs, value, digest }) {
    const field = this.form.elements[name];
    const place = field?.closest(".asked");
    if (!place) return;
    place.querySelector(".conflict")?.remove();
    const box = document.createElement("div");
    box.className = "conflict";
    box.role = "alert";
    const who = Object.assign(document.createElement("p"), { className: "conflict__who", textContent: heading });
    const text = Object.assign(document.createElement("blockquote"), { textContent: theirs });
    const choose = (label, act) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
      button.className = "button button--secondary";
      button.addEventListener("click", () => {
        act();
        this.seen(name, digest);
        box.remove();
        field.focus();
        this.soon(0);
      });
      return button;
    };
    const actions = Object.assign(document.createElement("div"), { className: "form__actions" });
    actions.append(
      choose(this.dataset.mine, () => {}),
      choose(this.dataset.theirs, () => (field.value = value)),
    );
    box.append(who, text, actions);
    place.append(box);
  }

  // The writer has seen the other text: the form counts as opened on it.
  seen(name, digest) {
    const [, prefix, plain] = name.match(/^(?:(\w{8})-)?(\w+)$/);
    const carried = this.form.elements[prefix ? `${prefix}-opened` : "opened"];
    carried.value = carried.value.replace(new RegExp(`(^| )${plain}:\\S+`), `$1${plain}:${digest}`);
  }
}

customElements.define("auto-save", AutoSave);
