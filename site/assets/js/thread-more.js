// Links with data-more="<id of a list>" put more into that list (by htmx). What is read keeps its place on the screen, and
// whoever uses the keyboard goes on at the first of what came, since the link that was pressed has moved on.

document.addEventListener("htmx:beforeSwap", (event) => {
  const list = listOf(event.detail.requestConfig?.elt);
  if (list) list.shown = list.children.length;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const list = listOf(event.detail.requestConfig?.elt);
  if (!list || list.shown === undefined) return;
  list.children[list.shown]?.querySelector("article")?.focus({ preventScroll: true });
  delete list.shown;
});

function listOf(link) {
  return link?.dataset?.more ? document.getElementById(link.dataset.more) : null;
}
