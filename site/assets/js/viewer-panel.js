// What the viewers of a work share (zoom-viewer, model-view): a button that opens a panel, its tools, and the keys.
// A viewer says how it is opened (`open`), and what else its tools do (`act`).

const KEYS = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", "+": "in", "-": "out", 0: "home" };

export class ViewerPanel extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[data-open]");
    this.panel = this.querySelector("[data-panel]");
    this.canvas = this.querySelector("[data-canvas]");
    this.button.hidden = false;
    this.panel.addEventListener("click", (event) => {
      const tool = event.target.closest("[data-do]");
      if (tool) this.act(tool.dataset.do);
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.fullscreenElement) this.act("close");
    });
  }

  // Do what a key is for.
  press(event) {
    const what = KEYS[event.key];
    if (!what || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.act(what);
  }

  act(what) {
    if (what === "full" && !document.fullscreenElement) this.panel.requestFullscreen?.();
    else if (document.fullscreenElement && ["full", "close"].includes(what)) document.exitFullscreen();
    if (what !== "close") return;
    this.panel.hidden = true;
    this.button.hidden = false;
    this.button.focus();
  }
}
