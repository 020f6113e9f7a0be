// Files that a page loads: exchanged where they are shown, without a reload.

const ATTRIBUTES = ["src", "srcset", "href", "poster", "data"];

const isStylesheet = (element) => element.localName === "link" && element.relList.contains("stylesheet");

// Another stylesheet in the place of one. The old one stands until the new one is there, so that nothing flashes.
export function exchangeStylesheet(link, href) {
  const next = link.cloneNode();
  next.setAttribute("href", href);
  next.addEventListener("load", () => link.remove(), { once: true });
  next.addEventListener("error", () => link.remove(), { once: true });
  link.after(next);
  return next;
}

// By their old addresses, in the page and in what is known of it.
export function renewStylesheets(assets, twin) {
  for (const [there, here] of Object.entries(assets)) {
    if (twin) twin.renameStylesheet(there, here);
    else for (const link of linksTo(there)) exchangeStylesheet(link, here);
  }
}

const linksTo = (href) => [...document.querySelectorAll("link[rel~=stylesheet]")].filter((link) => link.getAttribute("href") === href);

// Files that kept their addresses. True if only a reload can show them.
export function renewFiles(paths, version) {
  for (const path of paths) {
    const uses = [...document.querySelectorAll(ATTRIBUTES.map((name) => `[${name}]`).join())].filter((each) => names(each, path));
    if (uses.some((each) => each.localName === "script")) return true;
    for (const each of uses.filter((each) => each.localName !== "a")) renew(each, path, version);
    if (!uses.length) renewWhatStylesheetsLoad(path, version);
  }
  return false;
}

function names(element, path) {
  return ATTRIBUTES.some((name) => (element.getAttribute(name) ?? "").split(/[\s,]+/).some((url) => isAt(url, path)));
}

function isAt(url, path) {
  try {
    const found = new URL(url, document.baseURI);
    return url !== "" && found.origin === location.origin && found.pathname === path;
  } catch {
    return false;
  }
}

// The query makes it another address to the browser, which would show what it has in memory otherwise.
function renew(element, path, version) {
  const fresh = `${path}?asiansite=${version}`;
  if (isStylesheet(element)) {
    exchangeStylesheet(element, fresh);
    return;
  }
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null) continue;
    const renewed = value.replace(/[^\s,]+/g, (url) => (isAt(url, path) ? fresh + new URL(url, document.baseURI).hash : url));
    if (renewed !== value) element.setAttribute(name, renewed);
  }
}

// A background's file has its address in a stylesheet: what was loaded of it is dropped, and the sheet read again.
async function renewWhatStylesheetsLoad(path, version) {
  if (!performance.getEntriesByType("resource").some(({ name }) => isAt(name, path))) return;
  await fetch(path, { cache: "reload" });
  for (const link of document.querySelectorAll("link[rel~=stylesheet]")) {
    exchangeStylesheet(link, `${new URL(link.href).pathname}?asiansite=${version}`);
  }
}
