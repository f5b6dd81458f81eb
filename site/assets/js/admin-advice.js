// The LIX beside the editor: the preview knows it (home/advice.py), and tells it whenever Wagtail has read the preview anew.

document.addEventListener("w-preview:content", () => {
  const shown = document.querySelector("[data-torvet-lix]");
  const body = document.querySelector("#w-preview-iframe")?.contentDocument?.body;
  if (shown && body) shown.textContent = body.dataset.lix ? `${body.dataset.lix}: ${body.dataset.lixGrade}` : "–";
});
