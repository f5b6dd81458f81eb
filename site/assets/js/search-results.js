// The result page, smoothed: what is picked changes #resultat alone (htmx asks for the page and takes that part), the address
// goes along, and what was open or focused stays so. Without scripts every link and the button do the same by a new page.

const status = document.getElementById("search-status");
let kept = [];
let done = false; // whether the visitor asked to see the hits, and not only picked something

function opened() {
  return [...document.querySelectorAll("#resultat details")].filter((details) => details.open).map((details) => details.id || "facets");
}

function reopen(names) {
  for (const details of document.querySelectorAll("#resultat details")) {
    if (names.includes(details.id || "facets")) details.open = true;
  }
}

document.addEventListener("submit", (event) => {
  done = Boolean(event.target.closest("#resultat"));
});

document.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData.entries()]) {
    if (value === "") detail.formData.delete(name); // the address names only what was picked
  }
});

document.addEventListener("htmx:beforeSwap", () => {
  kept = opened();
});

document.addEventListener("htmx:afterSettle", () => {
  reopen(done ? kept.filter((name) => name !== "facets") : kept);
  status.textContent = document.querySelector(".hits-count")?.textContent ?? "";
  const hits = document.getElementById("hits");
  if (done) hits?.scrollIntoView({ block: "start" });
  // What had focus may be gone with what was taken away; then one stands at the hits, not at the top of the page.
  if (document.activeElement === document.body || done) hits?.focus({ preventScroll: true });
  done = false;
});

for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));
}

// Which hit was followed is counted for the editors, without anything about who did.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[data-hit]");
  const hits = link?.closest("[data-click]");
  if (hits?.dataset.words) navigator.sendBeacon(hits.dataset.click, new URLSearchParams({ q: hits.dataset.words, hit: link.dataset.hit }));
});
