// <live-list data-url="…" data-seconds="10" data-new="{n} nye" data-pause="Hold listen still"> around a list that the server renders.
// Asks for the list anew and puts it in only when it differs and nobody stands inside it, so focus and reading place stay.
// What is new is said once, politely; the visitor can hold the list still. Without scripts the list is as fresh as the page.

class LiveList extends HTMLElement {
  connectedCallback() {
    this.body = document.createElement("div");
    this.body.append(...this.childNodes);
    this.status = document.createElement("p");
    this.status.className = "meta";
    this.status.role = "status";
    this.append(this.pauseBox(), this.status, this.body);
    this.plan();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  pauseBox() {
    const label = document.createElement("label");
    label.className = "check";
    this.paused = document.createElement("input");
    this.paused.type = "checkbox";
    const words = document.createElement("span");
    words.textContent = this.dataset.pause;
    label.append(this.paused, words);
    return label;
  }

  plan() {
    // Up to a fifth sooner or later, so that a whole audience does not ask in the same moment.
    const pause = Number(this.dataset.seconds) * 1000 * (0.8 + 0.4 * Math.random());
    this.timer = setTimeout(() => this.ask(), pause);
  }

  async ask() {
    const quiet = this.paused.checked || document.hidden || this.body.contains(document.activeElement);
    try {
      const answer = quiet ? null : await fetch(this.dataset.url);
      if (answer?.ok) this.show(await answer.text());
    } catch {
      // Offline for a moment: the next round asks again.
    }
    if (this.isConnected) this.plan();
  }

  show(html) {
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    if (fresh.content.textContent.trim() === this.body.textContent.trim()) return;
    const known = new Set([...this.body.querySelectorAll("li")].map((item) => item.id));
    const added = [...fresh.content.querySelectorAll("li")].filter((item) => !known.has(item.id)).length;
    this.body.replaceChildren(fresh.content);
    if (added) this.status.textContent = this.dataset.new.replace("{n}", added);
  }
}

customElements.define("live-list", LiveList);
