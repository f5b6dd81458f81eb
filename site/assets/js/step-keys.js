// Left and right arrow follow the links to the one before and the next one; Escape goes back to what they belong to.

const ways = { ArrowLeft: "prev", ArrowRight: "next", Escape: "up" };

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelector(`a[rel="${ways[event.key]}"]`)?.click();
});
