// Keys in the moderators' queue. They work only while a matter has focus (WCAG 2.1.4), and never in a field.
const queue = document.querySelector("[data-queue]");

const step = (current, way) => {
  const all = [...queue.querySelectorAll("[data-case]")];
  all[all.indexOf(current) + way]?.querySelector("a").focus();
};

queue?.addEventListener("keydown", (event) => {
  const current = event.target.closest("[data-case]");
  if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") step(current, 1);
  else if (event.key === "k") step(current, -1);
  else if (event.key === "x") current.querySelector("input[type=checkbox]")?.click();
  else return;
  event.preventDefault();
});
