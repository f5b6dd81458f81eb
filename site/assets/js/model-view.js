// <model-view data-library data-src data-failed>: a 3-D model that is fetched, with its library, when somebody asks for it.
// Turned by dragging, by the buttons, and by the keys: arrows turn, plus and minus zoom, 0 stands it up again.

import { ViewerPanel } from "./viewer-panel.js";

const TURN = Math.PI / 12; // radians a press
class ModelView extends ViewerPanel {
  connectedCallback() {
    super.connectedCallback();
    this.button.addEventListener("click", () => this.open());
    this.canvas.addEventListener("keydown", (event) => this.press(event));
  }

  async open() {
    this.button.disabled = true;
    try {
      this.panel.hidden = false;
      if (!this.view) await this.make();
      this.button.hidden = true;
      this.canvas.focus();
    } catch {
      this.panel.hidden = true;
      this.button.textContent = this.dataset.failed;
    } finally {
      this.button.disabled = false;
    }
  }

  async make() {
    const three = await import(this.dataset.library);
    const renderer = new three.WebGLRenderer({ antialias: true, alpha: true });
    const { scene: model } = await new three.GLTFLoader().loadAsync(this.dataset.src);
    renderer.toneMapping = three.ACESFilmicToneMapping;
    renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    const scene = new three.Scene();
    scene.environment = new three.PMREMGenerator(renderer).fromScene(new three.RoomEnvironment(), 0.04).texture;
    const box = new three.Box3().setFromObject(model);
    model.position.sub(box.getCenter(new three.Vector3()));
    scene.add(model);
    const far = box.getSize(new three.Vector3()).length() * 1.3;
    const camera = new three.PerspectiveCamera(45, 1, far / 100, far * 10);
    camera.position.set(0, far / 5, far);
    const controls = new three.OrbitControls(camera, renderer.domElement);
    Object.assign(controls, { enablePan: false, enableZoom: false, minDistance: far / 4, maxDistance: far * 3 });
    controls.saveState();
    this.canvas.append(renderer.domElement);
    const draw = () => renderer.render(scene, camera);
    controls.addEventListener("change", draw);
    new ResizeObserver(() => {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      if (!width || !height) return;
      renderer.setSize(width, height);
      camera.aspect = width / height;
      camera.updateProjectionMatrix();
      draw();
    }).observe(this.canvas);
    this.view = { camera, controls };
  }

  act(what) {
    super.act(what);
    if (what === "home") this.view.controls.reset();
    else if (!["full", "close"].includes(what)) this.turn(what);
  }

  turn(what) {
    const { camera, controls } = this.view;
    const at = camera.position;
    const distance = at.length();
    const across = Math.atan2(at.x, at.z) + TURN * ((what === "right") - (what === "left"));
    const above = Math.asin(at.y / distance) + TURN * ((what === "up") - (what === "down"));
    const held = Math.min(Math.PI / 2 - 0.01, Math.max(-Math.PI / 2 + 0.01, above));
    const wanted = distance * { in: 0.8, out: 1.25 }[what] || distance;
    const radius = Math.min(controls.maxDistance, Math.max(controls.minDistance, wanted));
    at.set(Math.sin(across) * Math.cos(held), Math.sin(held), Math.cos(across) * Math.cos(held)).multiplyScalar(radius);
    controls.update();
  }
}

customElements.define("model-view", ModelView);
