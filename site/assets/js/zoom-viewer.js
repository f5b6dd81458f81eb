// <zoom-viewer data-library data-tiles data-width data-height data-failed>: the picture stands there until somebody asks
// to zoom; only then the library is fetched. On a tour the stops of [data-stops] move the picture.

import { ViewerPanel } from "./viewer-panel.js";

const MOVES = { left: [-0.2, 0], right: [0.2, 0], up: [0, -0.2], down: [0, 0.2] }; // parts of what is seen

let library;

// OpenSeadragon writes a style element that hides the focus on phones, unless it finds its mark. The security policy
// would stop it, and the focus is to be seen: an element of no language bears the mark.
function mark() {
  if (document.querySelector("style[data-openseadragon-mobile-css]")) return;
  const element = document.createElementNS("urn:torvet", "style");
  element.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(element);
}

function load(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(globalThis.OpenSeadragon);
    script.onerror = () => {
      library = undefined;
      reject(new Error(address));
    };
    document.head.append(script);
  });
  return library;
}

class ZoomViewer extends ViewerPanel {
  connectedCallback() {
    super.connectedCallback();
    this.status = this.querySelector("[data-status]");
    this.still = this.querySelector(".zoom__still");
    this.button.addEventListener("click", () => this.open().then(() => this.focusCanvas()));
  }

  async open() {
    this.button.disabled = true;
    try {
      const OpenSeadragon = await load(this.dataset.library);
      this.panel.hidden = false;
      this.still.hidden = true;
      this.button.hidden = true;
      this.viewer ??= this.make(OpenSeadragon);
    } catch {
      this.button.textContent = this.dataset.failed;
      throw new Error(this.dataset.failed);
    } finally {
      this.button.disabled = false;
    }
  }

  make(OpenSeadragon) {
    mark();
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const scales = [1];
    while (512 * scales.at(-1) < Math.max(this.dataset.width, this.dataset.height)) scales.push(scales.at(-1) * 2);
    const viewer = OpenSeadragon({
      element: this.canvas,
      showNavigationControl: false,
      animationTime: calm ? 0 : 0.8,
      immediateRender: calm,
      drawer: "canvas",
      gestureSettingsMouse: { scrollToZoom: false },
      tileSources: {
        "@context": "http://iiif.io/api/image/3/context.json",
        id: new URL(this.dataset.tiles, location.href).href,
        type: "ImageService3",
        profile: "level0",
        protocol: "http://iiif.io/api/image",
        width: Number(this.dataset.width),
        height: Number(this.dataset.height),
        tiles: [{ width: 512, scaleFactors: scales }],
      },
    });
    viewer.addHandler("zoom", () => this.tell(viewer));
    // The library goes by where a key is on an American keyboard, where others have plus for minus; and it turns and flips.
    viewer.addHandler("canvas-key", (event) => {
      event.preventDefaultAction = true;
      this.press(event.originalEvent);
    });
    return viewer;
  }

  tell(viewer) {
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      const times = viewer.viewport.getZoom() / viewer.viewport.getHomeZoom();
      this.status.textContent = this.status.dataset.words.replace("#", times.toLocaleString("da", { maximumFractionDigits: 1 }));
    }, 600);
  }

  focusCanvas() {
    this.viewer.canvas.focus();
  }

  act(what) {
    if (what === "close") this.still.hidden = false;
    super.act(what);
    const view = this.viewer.viewport;
    if (what === "in") view.zoomBy(1.6);
    if (what === "out") view.zoomBy(1 / 1.6);
    if (what === "home") view.goHome();
    if (MOVES[what]) {
      const [across, down] = MOVES[what];
      const { width, height } = view.getBounds();
      view.panBy(new globalThis.OpenSeadragon.Point(across * width, down * height));
    }
    view.applyConstraints();
  }

  async show(left, top, width, height) {
    await this.open();
    const OpenSeadragon = await load(this.dataset.library);
    const ratio = this.dataset.height / this.dataset.width;
    const stop = new OpenSeadragon.Rect(left / 100, (top / 100) * ratio, width / 100, (height / 100) * ratio);
    const go = () => this.viewer.viewport.fitBoundsWithConstraints(stop);
    if (this.viewer.isOpen()) go();
    else this.viewer.addOnceHandler("open", go);
  }
}

customElements.define("zoom-viewer", ZoomViewer);

// The tour: each stop shows itself on the picture; left and right arrow go along the stops.
const stops = [...document.querySelectorAll("[data-stops] > li")];
const viewer = document.querySelector("zoom-viewer");
let at = -1;

function go(to) {
  if (!stops[to] || !viewer) return;
  at = to;
  const { left, top, stopWidth, stopHeight } = stops[to].dataset;
  for (const stop of stops) stop.setAttribute("aria-current", String(stop === stops[to]));
  viewer.show(Number(left), Number(top), Number(stopWidth), Number(stopHeight)).catch(() => {});
  stops[to].focus({ preventScroll: true });
  stops[to].scrollIntoView({ block: "nearest" });
}

if (stops.length && viewer) {
  for (const element of document.querySelectorAll("[data-with-script], [data-go]")) element.hidden = false;
  stops.forEach((stop, number) => stop.querySelector("[data-go]").addEventListener("click", () => go(number)));
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, [data-canvas]")) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(Math.min(stops.length - 1, Math.max(0, at + step)));
  });
}
