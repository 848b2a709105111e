// Builds everything the browser gets into src/mpp/ui/static/built/ (ignored by git, shipped inside the wheel).
// File names stay stable: WhiteNoise adds the hashes and compresses when static files are collected.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass";

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, "..", "node_modules");
const built = path.join(here, "..", "src", "mpp", "ui", "static", "built");

const fonts = {
  "noto-sans-400.woff2": "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2",
  "noto-sans-700.woff2": "@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2",
};

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await Promise.all([styles(), scripts(), icons(), images(), others()]);

async function styles() {
  const { css } = await sass.compileAsync(path.join(here, "scss", "mpp.scss"), {
    loadPaths: [modules],
    style: "compressed",
    quietDeps: true,
  });
  await writeFile(path.join(built, "mpp.css"), css);
}

async function scripts() {
  const common = { bundle: true, minify: true, outdir: built, target: "es2022", legalComments: "none" };
  await esbuild.build({ ...common, entryPoints: [path.join(here, "js", "start.js")], format: "iife" });
  await esbuild.build({
    ...common,
    entryPoints: [path.join(here, "js", "components.js")],
    format: "esm",
    splitting: true,
    chunkNames: "part-[name]-[hash]",
    nodePaths: [modules],
  });
}

// One sprite of the line icons that templates name; an icon that does not exist stops the build.
async function icons() {
  const names = JSON.parse(await readFile(path.join(here, "icons.json"), "utf8"));
  const symbols = await Promise.all(
    names.map(async (name) => {
      const svg = await readFile(path.join(modules, "@tabler", "icons", "icons", "outline", `${name}.svg`), "utf8");
      const shapes = [...svg.matchAll(/<(?:path|circle|rect|line|polyline)\b[^>]*\/>/g)].map(([shape]) => shape);
      return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.join("")}</symbol>`;
    }),
  );
  const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  await writeFile(path.join(built, "icons.svg"), sprite);
}

async function images() {
  for (const name of ["kawung.svg", "mark.svg"]) {
    await copyFile(path.join(here, "images", name), path.join(built, name));
  }
}

async function others() {
  await copyFile(path.join(modules, "htmx.org", "dist", "htmx.min.js"), path.join(built, "htmx.js"));
  for (const [name, source] of Object.entries(fonts)) {
    await copyFile(path.join(modules, source), path.join(built, name));
  }
}
