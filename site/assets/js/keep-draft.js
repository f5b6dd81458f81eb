// <keep-draft data-name="…" data-owner="…" data-found="Her er det, du var begyndt på."> around a form with a textarea.
// Keeps what is typed on the device until the site has taken it: through a reload, a lost connection, a server that is down.
// The device may be the library's: only its owner gets a draft back, and seven days later or with another owner it is gone.

const PREFIX = "kladde:";
const DAYS = 7;

// What the device keeps, or nothing where it keeps nothing (private windows, full storage).
function stored(act) {
  try {
    return act(localStorage);
  } catch {
    return null;
  }
}

function read(key) {
  return stored((storage) => JSON.parse(storage.getItem(key)));
}

function tidy(owner) {
  const keys = stored((storage) => Object.keys(storage)) ?? [];
  for (const key of keys.filter((each) => each.startsWith(PREFIX))) {
    const old = Date.now() - (read(key)?.at ?? 0) > DAYS * 86_400_000;
    if (old || !key.startsWith(`${PREFIX}${owner}:`)) stored((storage) => storage.removeItem(key));
  }
}

class KeepDraft extends HTMLElement {
  connectedCallback() {
    if (this.form) return; // Moved, not new.
    this.form = this.querySelector("form");
    this.field = this.form.querySelector("textarea");
    this.key = `${PREFIX}${this.dataset.owner}:${this.dataset.name}`;
    tidy(this.dataset.owner);
    this.settle();
    this.bringBack();
    this.field.addEventListener("input", () => this.keep());
    // A form without a key (editing) can't be recognised afterwards; a server that is down answers with the text in it.
    this.form.addEventListener("submit", (event) => {
      if (!this.form.elements.key && !event.submitter?.name) this.forget();
    });
  }

  // What the site says that it has taken (the key of its form) needs no draft any more.
  settle() {
    const draft = read(this.key);
    if (draft?.form && document.querySelector(`[data-taken="${CSS.escape(draft.form)}"]`)) this.forget();
  }

  bringBack() {
    const draft = read(this.key);
    if (!draft?.text || this.field.value.trim() !== this.field.defaultValue.trim()) return;
    if (draft.text.trim() === this.field.value.trim() || this.querySelector(".field--error")) return;
    if (this.form.elements.parent && draft.parent !== this.form.elements.parent.value) return;
    this.field.value = draft.text;
    // The same form again: if the site did take it while the answer was lost, it is not taken twice.
    if (draft.form && this.form.elements.key) this.form.elements.key.value = draft.form;
    const told = document.createElement("p");
    told.className = "field__help";
    told.role = "status";
    told.textContent = this.dataset.found;
    this.field.closest(".field").before(told);
    this.field.dispatchEvent(new Event("input"));
  }

  keep() {
    const text = this.field.value;
    if (!text.trim() || text === this.field.defaultValue) return this.forget();
    const { key, parent } = this.form.elements;
    const draft = { text, at: Date.now(), form: key?.value ?? "", parent: parent?.value ?? "" };
    stored((storage) => storage.setItem(this.key, JSON.stringify(draft)));
  }

  forget() {
    stored((storage) => storage.removeItem(this.key));
  }
}

customElements.define("keep-draft", KeepDraft);
