// The benchmark's site for Astro.

import { defineConfig } from "astro/config";

export default defineConfig({
  site: "https://bench.example",
  outDir: "./public",
  publicDir: "./static",
  cacheDir: "./.cache",
  trailingSlash: "always",
  compressHTML: false, // the others do not
  vite: { cacheDir: "./.cache/vite" }, // not in node_modules, which sites share
  markdown: { syntaxHighlight: false },
});
