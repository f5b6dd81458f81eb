// The LIX beside the editor: the preview knows it (home/advice.py), and tells it whenever Wagtail has read the preview anew.

document.addEventListener("w-preview:content", () => {
  const shown = document.querySelector("[data-torvet-lix]");
  const body = document.querySelector("#w-preview-iframe")?.contentDocument?.body;
  if (shown && body) shown.textContent = body.dataset.lix ? `${body.dataset.lix}: ${body.dataset.lixGrade}` : "–";
});

// Wagtail lets two of its checks begin in the same moment when both have waited for a third (PreviewController.runChecks);
// axe refuses the second, and the page is checked no more until it is loaded again. One after the other, they all run.
document.addEventListener(
  "w-preview:ready",
  ({ target }) => {
    const preview = Object.getPrototypeOf(window.wagtail.app.getControllerForElementAndIdentifier(target, "w-preview"));
    const run = preview.runAxeChecks;
    let last = Promise.resolve();
    preview.runAxeChecks = function inTurn() {
      last = last.catch(() => {}).then(() => run.call(this));
      return last;
    };
  },
  { once: true },
);
