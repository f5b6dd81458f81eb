// The producer's desk ([data-desk-questions]): keys while a question has focus (WCAG 2.1.4), acts without loading the page
// again, and a list that is fresh. A list in which somebody is typing waits. Without this module each button loads the page.

import { listen } from "./live-events.js";

const box = document.querySelector("[data-desk-questions]");
const told = document.querySelector("[data-desk-told]");
const rows = () => [...box.querySelectorAll("[data-question]")];
let stale = false;

function typing() {
  const field = document.activeElement;
  return box.contains(field) && field.matches("input[type=text], select, textarea");
}

async function refresh(focus) {
  if (typing() && !focus) {
    stale = true;
    return;
  }
  stale = false;
  const answer = await fetch(box.dataset.part).catch(() => null);
  if (!answer?.ok || (typing() && !focus)) return;
  const here = focus ?? document.activeElement.closest?.("[data-question]")?.dataset.question;
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  box.replaceChildren(made.content);
  if (here) box.querySelector(`[data-question="${here}"]`)?.focus();
}

async function send(form, button) {
  const body = new FormData(form, button);
  const here = form.closest("[data-question]").dataset.question;
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer) return form.requestSubmit(button);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const words = [...page.querySelectorAll(".messages li, [data-desk-questions] .desk__error li")];
  told.textContent = words.map((item) => item.textContent.trim()).join(" ");
  if (answer.status !== 422) await refresh(here);
}

box?.addEventListener("submit", (event) => {
  if (!event.submitter) return;
  event.preventDefault();
  send(event.target, event.submitter);
});

box?.addEventListener("focusout", () => setTimeout(() => stale && refresh(), 0));

box?.addEventListener("keydown", (event) => {
  const row = event.target.closest("[data-question]");
  if (!row || typing() || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = rows();
  if (event.key === "j") all[all.indexOf(row) + 1]?.focus();
  else if (event.key === "k") all[all.indexOf(row) - 1]?.focus();
  else {
    const target = row.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    if (target.matches("details")) {
      target.open = true;
      target.querySelector("input, select").focus();
    } else target.click();
  }
  event.preventDefault();
});

if (box) {
  const signal = new AbortController().signal;
  const again = () => refresh();
  listen(box.dataset.stream, { onChange: again, onKeys: again, missed: again, signal });
}
