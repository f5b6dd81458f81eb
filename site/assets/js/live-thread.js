// <live-thread data-stream data-count data-show data-latest data-one data-many data-stop> around a conversation: tells that
// there are new contributions, and shows them above it when one asks. Nothing that is read moves, and no focus is taken.

import { listen } from "./live-events.js";

const CALM = 3000; // milliseconds between two announcements

class LiveThread extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.stream || this.waiting) return;
    this.waiting = new Set();
    this.latest = Number(this.dataset.latest);
    this.build();
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    listen(this.dataset.stream, { onKeys: (keys) => this.add(keys), missed: () => this.ask(), signal });
    addEventListener("pagehide", () => this.leaving.abort(), { signal });
    // A page that comes back from the browser's memory is read anew.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  build() {
    this.bar = document.createElement("div");
    this.bar.className = "news-bar";
    this.bar.role = "status";
    this.button = this.makeButton("button", "", () => this.show());
    this.stop = this.makeButton("button button--secondary", this.dataset.stop, () => this.end());
    this.news = document.createElement("section");
    this.news.className = "news";
    this.prepend(this.bar, this.news);
  }

  makeButton(name, words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = name;
    button.textContent = words;
    button.addEventListener("click", act);
    return button;
  }

  add(keys) {
    for (const key of keys) {
      this.latest = Math.max(this.latest, key);
      if (!document.getElementById(`indlaeg-${key}`)) this.waiting.add(key);
    }
    if (this.waiting.size && !this.timer) this.timer = setTimeout(() => this.tell(), this.button.isConnected ? CALM : 0);
  }

  tell() {
    this.timer = null;
    const count = this.waiting.size;
    if (!count) return;
    this.button.textContent = (count === 1 ? this.dataset.one : this.dataset.many).replace("{n}", count);
    if (!this.button.isConnected) this.bar.append(this.button, this.stop);
  }

  async ask() {
    try {
      const answer = await fetch(`${this.dataset.count}?efter=${this.latest}`);
      if (answer.ok) this.add((await answer.json()).new);
    } catch {
      // Offline for a moment: the next time asks again.
    }
  }

  async show() {
    const keys = [...this.waiting];
    try {
      const answer = await fetch(`${this.dataset.show}?id=${keys.join(",")}`);
      if (!answer.ok) return;
      this.put(await answer.text());
    } catch {
      return; // The button stays; one can press it again.
    }
    for (const key of keys) this.waiting.delete(key);
    this.bar.replaceChildren();
    if (this.waiting.size) this.tell();
  }

  put(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const part = document.createElement("div");
    part.append(made.content);
    this.news.append(part);
    window.htmx?.process(part);
    // Whoever asked is led to the first of them.
    const first = part.querySelector("article") ?? part;
    first.tabIndex = -1;
    first.focus();
  }

  end() {
    this.leaving.abort();
    this.waiting.clear();
    this.bar.replaceChildren();
  }
}

customElements.define("live-thread", LiveThread);
