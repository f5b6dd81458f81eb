// Copies the few files that pages load from node_modules/ to vendor/ (served as static files, never committed), and
// bundles what comes in many parts.
// Run by `npm ci` itself (postinstall) and by `npm run vendor`. Stops with the missing file's name.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const files = {
  "hls.light.min.mjs": "hls.js/dist/hls.light.min.mjs",
  "fonts/besley.woff2": "@fontsource/besley/files/besley-latin-600-normal.woff2",
  "fonts/source-sans.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "fonts/source-sans-italic.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
  "htmx.min.js": "htmx.org/dist/htmx.min.js",
  "altcha-pbkdf2.js": "altcha/dist/workers/pbkdf2.js",
  "licences/altcha.txt": "altcha/LICENSE.txt",
  "openseadragon.min.js": "openseadragon/build/openseadragon/openseadragon.min.js",
  "licences/openseadragon.txt": "openseadragon/LICENSE.txt",
  "leaflet.js": "leaflet/dist/leaflet.js",
  "leaflet.css": "leaflet/dist/leaflet.css",
  "images/layers.png": "leaflet/dist/images/layers.png",
  "images/layers-2x.png": "leaflet/dist/images/layers-2x.png",
  "images/marker-icon.png": "leaflet/dist/images/marker-icon.png",
  "licences/leaflet.txt": "leaflet/LICENSE",
  "licences/htmx.txt": "htmx.org/LICENSE",
  "licences/besley.txt": "@fontsource/besley/LICENSE",
  "licences/source-sans.txt": "@fontsource-variable/source-sans-3/LICENSE",
  "licences/hls.txt": "hls.js/LICENSE",
  "licences/three.txt": "three/LICENSE",
};

await rm(join(here, "vendor"), { recursive: true, force: true });
for (const [target, source] of Object.entries(files)) {
  const to = join(here, "vendor", target);
  await mkdir(dirname(to), { recursive: true });
  const from = join(here, "node_modules", source);
  if (/\.m?js$/.test(target)) {
    // The source maps stay behind, so their address goes too: the static files' manifest refuses a reference to a missing file.
    const text = await readFile(from, "utf8");
    await writeFile(to, text.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
  } else {
    await cp(from, to);
  }
}
await build({
  entryPoints: [join(here, "bundles", "model.mjs")],
  outfile: join(here, "vendor", "model.min.mjs"),
  bundle: true,
  minify: true,
  format: "esm",
  legalComments: "none",
  logLevel: "warning",
});
console.log(`vendor/: ${Object.keys(files).length + 1} files`);
