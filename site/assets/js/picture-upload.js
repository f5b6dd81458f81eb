// <picture-upload data-uploads="/indsend/…/filer/" …>: many pictures at once, each sent in pieces by tus 1.0.
// A lost connection costs one piece. The files are kept on the device until they have arrived, so that a closed tab loses
// nothing either; they are gone from it after a week, or when somebody else signs in here.

import { forget, keep, kept } from "./kept-files.js";

const TUS = { "Tus-Resumable": "1.0.0" };
const AT_ONCE = 2;
const SMALL = 256 * 1024; // bytes of a piece: from small on a slow line to large on a fast one
const LARGE = 4 * 1024 * 1024;
const WAITS = [1000, 3000, 8000, 20_000]; // milliseconds before trying again

const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

class PictureUpload extends HTMLElement {
  async connectedCallback() {
    if (this.input) return;
    this.input = this.querySelector("input[type=file]");
    this.token = this.closest("form").elements.csrfmiddlewaretoken.value;
    this.queue = [];
    this.running = 0;
    this.querySelector("button[name=upload]").closest(".form__actions").hidden = true;
    this.list = document.createElement("ul");
    this.list.className = "upload__list";
    this.list.setAttribute("aria-label", this.dataset.list);
    this.told = document.createElement("p");
    this.told.role = "status";
    this.append(this.list, this.told);
    this.input.addEventListener("change", () => this.take());
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
    addEventListener("online", () => this.queue.filter((job) => job.failed).forEach((job) => this.again(job)));
    if (this.input.files.length) this.take(); // chosen before this script had come
    const place = this.dataset.uploads;
    for (const { file } of await kept(this.dataset.owner, place)) this.add([file]);
  }

  take() {
    this.add([...this.input.files]);
    this.input.value = "";
  }

  add(files) {
    for (const file of files) {
      const job = { file, print: `${file.name} ${file.size} ${file.lastModified}`, piece: SMALL };
      const same = this.queue.find((other) => other.print === job.print && !other.failed);
      if (same) {
        if (same.done) same.state.textContent = this.dataset.there;
        continue;
      }
      keep(this.dataset.owner, this.dataset.uploads, job.print, file);
      this.show(job);
      this.queue.push(job);
    }
    this.next();
  }

  show(job) {
    job.row = document.createElement("li");
    const name = Object.assign(document.createElement("span"), { className: "upload__name", textContent: job.file.name });
    job.state = Object.assign(document.createElement("span"), { className: "upload__state", textContent: this.dataset.waiting });
    job.bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    job.bar.setAttribute("aria-label", job.file.name);
    job.cancel = this.button(this.dataset.cancel, job, () => this.leaveOut(job));
    job.row.append(name, job.bar, job.state, job.cancel);
    this.list.append(job.row);
  }

  button(label, job, act) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet" });
    const about = Object.assign(document.createElement("span"), { className: "visually-hidden", textContent: ` ${job.file.name}` });
    button.append(label, about);
    button.addEventListener("click", act);
    return button;
  }

  next() {
    while (this.running < AT_ONCE) {
      const job = this.queue.find((each) => !each.started);
      if (!job) return;
      job.started = true;
      this.running += 1;
      this.send(job).finally(() => {
        this.running -= 1;
        this.summarise();
        this.next();
      });
    }
  }

  async send(job) {
    for (let attempt = 0; !job.left; attempt += 1) {
      try {
        if (!job.url) await this.begin(job);
        else await this.ask(job);
        while (!job.left && job.offset < job.file.size) {
          await this.sendPiece(job);
          attempt = 0;
        }
        return;
      } catch (problem) {
        if (job.left) return;
        if (problem.sentence !== undefined) return this.refuse(job, problem);
        job.state.textContent = this.dataset.lost;
        if (attempt >= WAITS.length) return this.refuse(job, { again: true, sentence: this.dataset.failed });
        await pause(WAITS[attempt]);
      }
    }
  }

  async begin(job) {
    const told = { filename: job.file.name, fingerprint: job.print };
    const metadata = Object.entries(told).map(([name, value]) => `${name} ${encoded(value)}`).join(",");
    const headers = { "Upload-Length": String(job.file.size), "Upload-Metadata": metadata };
    const answer = await this.request(this.dataset.uploads, "POST", headers);
    job.url = answer.headers.get("Location");
    job.offset = Number(answer.headers.get("Upload-Offset"));
    this.querySelector(`[data-upload="${job.url.split("/").at(-2)}"]`)?.remove();
  }

  async ask(job) {
    const answer = await this.request(job.url, "HEAD");
    job.offset = Number(answer.headers.get("Upload-Offset"));
    if (answer.headers.get("Upload-State") === "taken") return this.arrive(job, answer);
  }

  async sendPiece(job) {
    const percent = Math.round((100 * job.offset) / job.file.size);
    const isLast = job.offset + job.piece >= job.file.size;
    job.state.textContent = isLast ? this.dataset.checking : this.dataset.sending.replace("{n}", percent);
    job.bar.value = percent;
    const headers = { "Upload-Offset": String(job.offset), "Content-Type": "application/offset+octet-stream" };
    const began = performance.now();
    const answer = await this.request(job.url, "PATCH", headers, job.file.slice(job.offset, job.offset + job.piece));
    job.offset = Number(answer.headers.get("Upload-Offset"));
    if (performance.now() - began < 800) job.piece = Math.min(job.piece * 2, LARGE);
    if (job.offset >= job.file.size) await this.arrive(job, answer);
  }

  // Answers that end it carry a sentence; what only the connection or the server's moment is to blame for is tried again.
  async request(url, method, headers = {}, body = undefined) {
    const sent = { ...TUS, "X-CSRFToken": this.token, ...headers };
    const answer = await fetch(url, { method, headers: sent, body });
    if (answer.ok) return answer;
    if (answer.status === 409 || answer.status === 500 || answer.status === 502 || answer.status === 503) throw new Error();
    const isText = answer.headers.get("Content-Type")?.startsWith("text/plain");
    const sentence = isText ? await answer.text() : "";
    throw Object.assign(new Error(), {
      sentence: sentence || this.dataset.failed,
      again: [401, 403, 404, 429, 507].includes(answer.status),
    });
  }

  async arrive(job, answer) {
    const key = answer.headers.get("Upload-Work");
    job.done = true;
    job.offset = job.file.size;
    job.bar.remove();
    job.cancel.remove();
    job.state.textContent = this.dataset.done;
    job.row.classList.add("is-done");
    forget(this.dataset.uploads, job.print);
    const list = document.querySelector(".sheet");
    if (!key || list.querySelector(`[data-key="${key}"]`)) return;
    const line = await fetch(`${this.dataset.uploads.replace("filer/", "vaerker/")}${key}/`);
    if (!line.ok) return;
    const page = new DOMParser().parseFromString(await line.text(), "text/html");
    document.querySelector(".sheet ~ .empty, sheet-order ~ .empty")?.remove();
    list.append(document.adoptNode(page.querySelector("li")));
  }

  refuse(job, { sentence, again }) {
    job.failed = true;
    job.bar.hidden = true;
    job.state.textContent = sentence;
    job.row.classList.add("is-refused");
    if (!again) forget(this.dataset.uploads, job.print);
    else if (!job.retry) {
      job.retry = this.button(this.dataset.retry, job, () => this.again(job));
      job.row.append(job.retry);
    }
  }

  again(job) {
    job.failed = job.started = false;
    job.bar.hidden = false;
    job.row.classList.remove("is-refused");
    job.retry?.remove();
    job.retry = null;
    this.next();
  }

  leaveOut(job) {
    job.left = job.started = true;
    forget(this.dataset.uploads, job.print);
    if (job.url) this.request(job.url, "DELETE").catch(() => {});
    job.row.remove();
    this.queue = this.queue.filter((each) => each !== job);
    this.input.focus();
  }

  summarise() {
    const all = this.queue.length;
    const done = this.queue.filter((job) => job.done).length;
    this.told.textContent = this.dataset.summary.replace("{done}", done).replace("{all}", all);
  }
}

customElements.define("picture-upload", PictureUpload);
