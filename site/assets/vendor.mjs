// Copies the few files that pages load from node_modules/ to vendor/ (served as static files, never committed), and
// bundles what comes in many parts. Typefaces are cut in two: what Danish and English are written with, and the rest.
// Run by `npm ci` itself (postinstall) and by `npm run vendor`. Stops with the missing file's name.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import subsetFont from "subset-font";

const here = dirname(fileURLToPath(import.meta.url));
const files = {
  "hls.light.min.mjs": "hls.js/dist/hls.light.min.mjs",
  "fonts/besley.woff2": "@fontsource/besley/files/besley-latin-600-normal.woff2",
  "fonts/source-sans.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
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

// The typefaces of pages (css/tokens.css names the same ranges): a browser fetches the second part, more, for a page that
// has a letter of it. The pictures that we draw ourselves (home/social.py) have the whole faces above.
const faces = {
  besley: "@fontsource/besley/files/besley-latin-600-normal.woff2",
  "source-sans": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  "source-sans-italic": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
};
const core = characters([0x20, 0x7e]) + " §«»°·ÄÅÆÉÖ×ØÜäåæéøöü–—‘’“”„•…€\u00ad\u00a0";
const more = [...characters([0xa0, 0x17f], [0x2b0, 0x36f], [0x2000, 0x2044], [0x2122, 0x2122], [0x2191, 0x2193], [0x2212, 0x2215])].filter((each) => !core.includes(each)).join("");

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
for (const [name, source] of Object.entries(faces)) {
  const whole = await readFile(join(here, "node_modules", source));
  for (const [part, text] of Object.entries({ core, more })) {
    const cut = await subsetFont(whole, text, { targetFormat: "woff2" });
    await writeFile(join(here, "vendor", "fonts", `${name}-${part}.woff2`), cut);
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
console.log(`vendor/: ${Object.keys(files).length + 2 * Object.keys(faces).length + 1} files`);

/** All characters of some ranges, first and last included. */
function characters(...ranges) {
  return ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, nth) => String.fromCodePoint(first + nth))).join("");
}
