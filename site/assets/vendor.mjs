// Copies the few files that pages load from node_modules/ to vendor/ (served as static files, never committed), and
// bundles what comes in many parts. Typefaces are cut in two: what Danish and English are written with, and the rest.
// Run by `npm ci` itself (postinstall) and by `npm run vendor`. Stops with the missing file's name.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const faces = {
  besley: "@fontsource/besley/files/besley-latin-600-normal.woff2",
  "source-sans": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "source-sans-italic": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
};
const files = {
  "hls.light.min.mjs": "hls.js/dist/hls.light.min.mjs",
  // Whole, for the pictures that we draw ourselves (home/social.py).
  "fonts/besley.woff2": faces.besley,
  "fonts/source-sans.woff2": faces["source-sans"],
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
// The typefaces of pages, cut into the parts that css/tokens.css names, each with the characters of its unicode-range.
const tokens = await readFile(join(here, "css", "tokens.css"), "utf8");
const parts = [...tokens.matchAll(/fonts\/((.+?)-(?:core|more)\.woff2)"[^}]*unicode-range: ([^;]+);/g)];
for (const [, target, face, range] of parts) {
  const whole = await readFile(join(here, "node_modules", faces[face]));
  await writeFile(join(here, "vendor", "fonts", target), await subsetFont(whole, characters(range), { targetFormat: "woff2" }));
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
console.log(`vendor/: ${Object.keys(files).length + parts.length + 1} files`);

/** All characters of a unicode-range, such as "U+20-7E, U+A0". */
function characters(range) {
  return range.split(",").flatMap((piece) => {
    const [first, last = first] = piece.trim().slice(2).split("-").map((code) => Number.parseInt(code, 16));
    return Array.from({ length: last - first + 1 }, (_, nth) => String.fromCodePoint(first + nth));
  }).join("");
}
