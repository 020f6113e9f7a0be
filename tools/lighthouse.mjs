// Runs Lighthouse, as on a phone, over one page of each kind of the outlet's own site.
// usage: node tools/lighthouse.mjs FOLDER NODE_MODULES
// Accessibility, best practices and SEO must be perfect. Performance is told and never required: it is the machine's, too.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const PAGES = {
  front: "/",
  article: "/2025/05/australia-nato/",
  lite: "/2025/05/australia-nato/lite/",
  tag: "/tags/asean/",
  author: "/authors/regional-desk/",
  archive: "/archive/",
};
const REQUIRED = ["accessibility", "best-practices", "seo"];
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};
const SWITCHES = [
  "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

// A static host as readers meet one: text is compressed, files may be kept, 404.html stands for what is not there.
async function answer(folder, request, response) {
  const path = normalize(decodeURIComponent(new URL(request.url, "http://127.0.0.1").pathname));
  const name = path.endsWith("/") ? `${path}index.html` : path;
  let [status, data, type] = [200, null, TYPES[extname(name)]];
  try {
    data = await readFile(join(folder, name));
  } catch {
    [status, data, type] = [404, await readFile(join(folder, "404.html")), TYPES[".html"]];
  }
  const headers = { "Content-Type": type ?? "application/octet-stream", "Cache-Control": "max-age=31536000" };
  if (type && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
    headers["Content-Encoding"] = "gzip";
    data = gzipSync(data);
  }
  response.writeHead(status, { ...headers, "Content-Length": data.length }).end(data);
}

// The audits of a category that count and are not passed.
function failed(report, category) {
  return report.categories[category].auditRefs
    .filter(({ weight }) => weight > 0)
    .map(({ id }) => report.audits[id])
    .filter(({ score, scoreDisplayMode }) => (score !== null && score < 1) || scoreDisplayMode === "error");
}

function told(report) {
  const score = (category) => Math.round((report.categories[category].score ?? 0) * 100);
  const value = (audit) => report.audits[audit].numericValue ?? 0;
  return [
    ...REQUIRED.map((category) => `${category} ${score(category)}`),
    `performance ${score("performance")}`,
    `LCP ${Math.round(value("largest-contentful-paint"))} ms`,
    `CLS ${value("cumulative-layout-shift").toFixed(3)}`,
    `TBT ${Math.round(value("total-blocking-time"))} ms`,
    `${Math.round(value("total-byte-weight"))} bytes`,
  ].join(", ");
}

async function main(folder, modules) {
  const load = (file) => import(pathToFileURL(join(modules, file)).href);
  const { default: lighthouse } = await load("lighthouse/core/index.js");
  const { launch } = await load("chrome-launcher/dist/index.js");
  const server = createServer((request, response) => answer(folder, request, response));
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const chrome = await launch({ chromeFlags: SWITCHES });
  let faults = 0;
  try {
    for (const [kind, path] of Object.entries(PAGES)) {
      const url = `http://127.0.0.1:${server.address().port}${path}`;
      const { lhr } = await lighthouse(url, {
        port: chrome.port,
        logLevel: "error",
        onlyCategories: [...REQUIRED, "performance"],
        disableFullPageScreenshot: true,
        // A lite page lets nothing be fetched, not even by Lighthouse for this audit; it is the same on all pages.
        skipAudits: kind === "lite" ? ["robots-txt"] : null,
      });
      console.log(`audit: Lighthouse, ${kind} ${path}: ${told(lhr)}`);
      if (lhr.runtimeError) {
        faults += 1;
        console.error(`audit: ${path}: ${lhr.runtimeError.message}`);
      }
      for (const category of REQUIRED) {
        const found = failed(lhr, category);
        if (lhr.categories[category].score !== 1) faults += 1;
        for (const { id, title, details } of found) {
          console.error(`audit: ${path}: ${category}: ${id}: ${title}`);
          for (const { node } of details?.items ?? []) if (node?.snippet) console.error(`  ${node.snippet}`);
        }
      }
    }
  } finally {
    await chrome.kill();
    server.close();
    server.closeAllConnections();
  }
  return faults === 0 ? 0 : 1;
}

const [folder, modules] = process.argv.slice(2);
if (!modules) {
  console.error("usage: node tools/lighthouse.mjs FOLDER NODE_MODULES");
  process.exit(2);
}
process.exitCode = await main(folder, modules);
