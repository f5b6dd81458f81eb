// <proof-of-work>: solves a task (altcha) in a worker and puts the answer into its hidden field. data-task is the task,
// data-worker the script that solves it; data-solving, data-solved and data-failed are what it says.
// Whoever sends the form before it is solved waits, and then it is sent.

const TIMEOUT = 90_000; // milliseconds

class ProofOfWork extends HTMLElement {
  connectedCallback() {
    if (this.worker || !globalThis.crypto?.subtle) return;
    this.field = this.querySelector("input");
    this.said = this.querySelector("[role=status]");
    this.hidden = false;
    this.said.textContent = this.dataset.solving;
    this.challenge = JSON.parse(this.dataset.task);
    this.field.form.addEventListener("submit", (event) => this.hold(event), { capture: true });
    this.worker = new Worker(this.dataset.worker);
    this.worker.addEventListener("message", ({ data }) => this.finish(data));
    this.worker.addEventListener("error", () => this.finish(null));
    this.worker.postMessage({ type: "work", challenge: this.challenge, timeout: TIMEOUT });
    this.working = true;
  }

  disconnectedCallback() {
    this.worker?.terminate();
  }

  hold(event) {
    if (!this.working) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    this.waiting = { submitter: event.submitter };
  }

  finish(solution) {
    this.working = false;
    const solved = Boolean(solution?.derivedKey);
    if (solved) this.field.value = btoa(JSON.stringify({ challenge: this.challenge, solution }));
    this.said.textContent = solved ? this.dataset.solved : this.dataset.failed;
    if (solved && this.waiting) this.field.form.requestSubmit(this.waiting.submitter);
  }
}

customElements.define("proof-of-work", ProofOfWork);
