// <live-evening data-stream data-snapshot data-stage data-state data-next …> keeps an open page of a livestream fresh: the
// state and its picture, what is answered now, the questions with their votes, and the running summary ([data-evening=…]).
// What is already on the list changes in its place. New questions and a new order wait behind a button, so that nothing
// moves under a finger; with data-follow (the wall of the hall, where nobody presses) they are shown at once.
// Votes are sent without leaving the page. Everything works without this module, after loading the page again.

import { listen } from "./live-events.js";

const CALM = 10_000; // milliseconds between two announcements to screen readers
const spread = (milliseconds) => Math.random() * milliseconds;
const part = (name) => document.querySelector(`[data-evening="${name}"]`);

class LiveEvening extends HTMLElement {
  connectedCallback() {
    if (this.leaving) return;
    this.leaving = new AbortController();
    const { signal } = this.leaving;
    this.list = part("list");
    this.waiting = new Map();
    this.order = this.shown();
    this.buildNews();
    document.addEventListener("submit", (event) => this.vote(event), { signal });
    listen(this.dataset.stream, {
      onChange: (data) => this.apply(data),
      onKeys: () => setTimeout(() => this.ask(), spread(3000)), // The site could not say what changed.
      missed: () => this.ask(),
      signal,
    });
    this.plan(this.dataset.next);
    addEventListener("pagehide", () => this.leaving.abort(), { signal });
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  // The clock changes the state: look then, spread, so that a whole audience does not ask in one moment.
  plan(seconds) {
    clearTimeout(this.timer);
    if (seconds === null || seconds === "" || Number(seconds) > 86_400) return;
    this.timer = setTimeout(() => this.ask(), Number(seconds) * 1000 + 500 + spread(4000));
  }

  async ask() {
    try {
      // Without cookies: the answer is the same for everybody and comes from the cache.
      const answer = await fetch(this.dataset.snapshot, { credentials: "omit" });
      if (answer.ok) this.apply(await answer.json(), true);
    } catch {
      // Offline for a moment: the next time asks again.
    }
  }

  apply(data, whole = false) {
    this.plan(data.next);
    if (data.state !== this.dataset.state) this.changeState(data.state);
    this.toggle(data.open);
    this.order = data.order;
    for (const facts of data.questions) this.take(facts);
    const gone = whole ? this.shown().filter((id) => !data.order.includes(id)) : (data.gone ?? []);
    for (const id of gone) this.drop(id);
    if (data.texts) this.showTexts(data.texts);
    this.showNow(data);
    if (this.dataset.follow !== undefined || !this.shown().length) this.arrange();
    else this.tell();
  }

  // State and picture --------------------------------------------------------------------------------------------------

  changeState(state) {
    this.dataset.state = state;
    document.body.classList.toggle("is-live", state === "live");
    if (!this.dataset.stage) return;
    clearTimeout(this.staging);
    this.staging = setTimeout(() => this.loadStage(), spread(1500));
  }

  async loadStage() {
    try {
      const answer = await fetch(this.dataset.stage, { credentials: "omit" });
      if (!answer.ok) return;
      const fresh = document.createElement("template");
      fresh.innerHTML = await answer.text();
      for (const name of ["phase", "stage"]) {
        const place = part(name);
        const made = fresh.content.querySelector(`[data-part="${name}"]`);
        if (place && made) place.replaceChildren(...made.childNodes);
      }
    } catch {
      this.staging = setTimeout(() => this.loadStage(), 3000 + spread(5000));
    }
  }

  toggle(open) {
    const form = part("form");
    const closed = part("closed");
    if (!form || !closed) return;
    closed.hidden = open;
    form.querySelector("button[type=submit]")?.toggleAttribute("disabled", !open);
  }

  // Questions ----------------------------------------------------------------------------------------------------------

  shown() {
    return this.list ? [...this.list.children].map((item) => Number(item.dataset.question)) : [];
  }

  row(id) {
    return this.list?.querySelector(`[data-question="${id}"]`);
  }

  take(facts) {
    const row = this.row(facts.id);
    if (row) this.fill(row, facts);
    else this.waiting.set(facts.id, facts);
  }

  drop(id) {
    this.waiting.delete(id);
    const row = this.row(id);
    if (!row) return;
    if (this.dataset.follow !== undefined) return row.remove();
    const words = document.createElement("p");
    words.className = "meta";
    words.textContent = this.dataset.gone;
    row.replaceChildren(words); // In its place: what stands below does not move up under a finger.
  }

  fill(row, facts) {
    const show = (name, value) => {
      const field = row.querySelector(`[data-field="${name}"]`);
      if (!field) return;
      (field.querySelector("b") ?? field).textContent = value ?? "";
      if (!["text", "by", "votes", "why"].includes(name)) field.hidden = !value;
    };
    for (const name of ["text", "by", "to", "topic", "why", "also"]) show(name, facts[name]);
    for (const field of row.querySelectorAll('[data-field="votes"]')) field.textContent = facts.votes;
    show("at", this.dataset.state === "recording" ? facts.at : "");
    const url = row.querySelector('[data-field="url"]');
    if (url && facts.url) url.href = facts.url;
    if (url) url.hidden = false;
    row.dataset.progress = facts.progress;
    for (const state of row.querySelectorAll("[data-state]")) {
      const name = state.dataset.state;
      state.hidden = name === "pinned" ? !facts.pinned : name !== facts.progress;
    }
    row.classList.toggle("question--pinned", Boolean(facts.pinned));
  }

  make(facts) {
    const row = part("pattern").content.firstElementChild.cloneNode(true);
    row.id = `spoergsmaal-${facts.id}`;
    row.dataset.question = facts.id;
    for (const link of row.querySelectorAll("[data-vote], [data-report]")) {
      const name = link.matches("form") ? "action" : "href";
      const old = link.getAttribute(name);
      link.setAttribute(name, old.replace("/0/", `/${facts.id}/`).replace(/spoergsmaal-0$/, `spoergsmaal-${facts.id}`));
    }
    this.fill(row, facts);
    return row;
  }

  buildNews() {
    this.news = part("news");
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "button";
    this.button.addEventListener("click", () => this.arrange());
  }

  tell() {
    const fresh = this.order.filter((id) => this.waiting.has(id)).length;
    const known = new Set(this.shown());
    const order = this.order.filter((id) => known.has(id));
    const moved = order.join() !== this.shown().filter((id) => order.includes(id)).join();
    if (!fresh && !moved) return this.button.remove();
    const words = fresh === 1 ? this.dataset.one : fresh ? this.dataset.many.replace("{n}", fresh) : this.dataset.order;
    const say = () => {
      this.button.textContent = words.replace("{n}", fresh);
      if (!this.button.isConnected) this.news?.append(this.button);
    };
    clearTimeout(this.saying);
    if (this.button.isConnected) this.saying = setTimeout(say, CALM);
    else say();
  }

  // Put everything in its order; asked for by the reader, or where nobody presses anything.
  arrange() {
    clearTimeout(this.saying);
    const rows = this.order.map((id) => this.row(id) ?? (this.waiting.has(id) ? this.make(this.waiting.get(id)) : null));
    this.waiting.clear();
    this.list?.replaceChildren(...rows.filter(Boolean));
    const none = part("none");
    if (none) none.hidden = rows.length > 0;
    if (!this.button.isConnected) return;
    this.button.remove();
    const first = this.list.firstElementChild;
    if (!first) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
    this.list.scrollIntoView({ block: "nearest" });
  }

  showNow(data) {
    const text = part("now")?.querySelector("[data-none]");
    if (!text) return;
    const row = data.now === null ? null : this.row(data.now);
    const words = row?.querySelector('[data-field="text"]')?.textContent ?? this.waiting.get(data.now)?.text;
    if (data.now !== null && words === undefined) return;
    const now = words ?? text.dataset.none;
    if (text.textContent !== now) text.textContent = now;
  }

  showTexts(texts) {
    const list = part("texts");
    if (!list) return;
    part("summary").hidden = !texts.length;
    list.replaceChildren(
      ...texts.map(({ at, text }) => {
        const item = document.createElement("li");
        const time = document.createElement("time");
        const words = document.createElement("p");
        time.textContent = at;
        words.textContent = text;
        item.append(time, words);
        return item;
      }),
    );
  }

  // Votes --------------------------------------------------------------------------------------------------------------

  async vote(event) {
    const form = event.target.closest("form[data-vote]");
    if (!form) return;
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    const body = new FormData(form);
    body.set(button.name, button.value);
    let sentence = this.dataset.unsent;
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      if (told.votes !== undefined) form.querySelector('[data-field="votes"]').textContent = told.votes;
      sentence = answer.ok ? "" : (told.sentence ?? sentence);
      if (answer.ok) {
        button.setAttribute("aria-pressed", button.value === "1");
        button.value = button.value === "1" ? "0" : "1";
      }
    } catch {
      // Told below; the vote can be sent again.
    }
    button.removeAttribute("aria-disabled");
    this.complain(form, sentence);
  }

  complain(form, sentence) {
    const old = form.querySelector("[role=alert]");
    if (!sentence) return old?.remove();
    const words = old ?? document.createElement("p");
    words.role = "alert";
    words.className = "field__error";
    words.textContent = sentence;
    form.append(words);
  }
}

customElements.define("live-evening", LiveEvening);
