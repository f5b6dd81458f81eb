// What js/model-view.js needs of three.js, bundled to vendor/model.min.mjs.
export { ACESFilmicToneMapping, Box3, PMREMGenerator, PerspectiveCamera, Scene, Vector3, WebGLRenderer } from "three";
export { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
export { OrbitControls } from "three/addons/controls/OrbitControls.js";
export { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
