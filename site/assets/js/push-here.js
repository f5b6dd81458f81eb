// <push-here>: a button that has this browser show notices, also while Torvet is closed. data-key is the house's public
// key, data-worker the service worker, data-send where to tell the house. Nothing is asked before the button is used.

class PushHere extends HTMLElement {
  async connectedCallback() {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) return;
    this.said = this.querySelector("[role=status]");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button button--secondary";
    this.button.addEventListener("click", () => this.turn());
    const registration = await navigator.serviceWorker.getRegistration(this.dataset.worker);
    this.show((await registration?.pushManager.getSubscription()) ?? null);
    this.append(this.button);
  }

  show(subscription) {
    this.subscription = subscription;
    this.button.textContent = subscription ? this.dataset.off : this.dataset.on;
    this.said.textContent = subscription ? this.dataset.saidOn : this.dataset.saidOff;
  }

  async turn() {
    this.button.disabled = true;
    try {
      this.show(this.subscription ? await this.off() : await this.on());
    } catch {
      this.said.textContent = Notification.permission === "denied" ? this.dataset.denied : this.dataset.failed;
    }
    this.button.disabled = false;
  }

  async on() {
    if ((await Notification.requestPermission()) !== "granted") throw new Error("not allowed");
    const registration = await navigator.serviceWorker.register(this.dataset.worker);
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: this.dataset.key,
    });
    const { endpoint, keys } = subscription.toJSON();
    try {
      await this.tell({ endpoint, ...keys });
    } catch (error) {
      await subscription.unsubscribe();
      throw error;
    }
    return subscription;
  }

  async off() {
    await this.tell({ endpoint: this.subscription.endpoint, off: "1" });
    await this.subscription.unsubscribe();
    return null;
  }

  async tell(about) {
    const csrfmiddlewaretoken = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const body = new URLSearchParams({ csrfmiddlewaretoken, ...about });
    const answer = await fetch(this.dataset.send, { method: "POST", body });
    if (!answer.ok) throw new Error(String(answer.status));
  }
}

customElements.define("push-here", PushHere);
