// <passkey-form data-do="get|create" data-failed="…">: a form whose hidden `credential` is filled by the browser's passkeys.
// The options come from the JSON script that data-options names, or from the form's own address. Without passkeys in the
// browser it stays hidden, and the other ways remain.
class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    this.hidden = false;
    this.form = this.querySelector("form");
    this.told = document.createElement("p");
    this.told.className = "field__error";
    this.told.role = "alert";
    this.form.after(this.told);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.perform();
    });
  }

  async perform() {
    this.told.textContent = "";
    try {
      const { publicKey } = await this.options();
      const credential = await (this.dataset.do === "create" ? this.create(publicKey) : this.get(publicKey));
      this.form.elements.credential.value = JSON.stringify(credential.toJSON());
      this.form.submit();
    } catch {
      this.told.textContent = this.dataset.failed; // Broken off by hand, or by the browser: it says no more than that.
    }
  }

  async options() {
    if (this.dataset.options) return JSON.parse(document.getElementById(this.dataset.options).textContent)[this.key];
    const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    return (await answer.json())[this.key];
  }

  get key() {
    return this.dataset.do === "create" ? "creation_options" : "request_options";
  }

  create(options) {
    // A passkey proper: kept where it is made, found without an address, and asking who holds it.
    const selection = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    options.authenticatorSelection = { ...options.authenticatorSelection, ...selection };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }

  get(options) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
}

customElements.define("passkey-form", PasskeyForm);
