// What the preview itself shows: the editor's bar, what is wrong, and notices. In a shadow tree, beside the page's body.

import { barOf } from "./bar.js";
import { part } from "./part.js";
import { overlayOf } from "./overlay.js";

const NOTICES = {
  stopped: "The preview has stopped. Start `asiansite serve --watch` again: this page goes on by itself.",
  opening: "The preview is opening the site. This page goes on by itself.",
  gone: "This page is no longer part of the site. Here is how it last was.",
};

// What the editor folded stays folded, on every page.
function kept(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`asiansite-${name}`, value);
    return localStorage.getItem(`asiansite-${name}`);
  } catch {
    return null;
  }
}

export class Panel {
  constructor(own) {
    this.own = own;
    this.said = null;
    this.state = null;
    this.host = document.createElement("asiansite-preview");
    const root = this.host.attachShadow({ mode: "open" });
    const style = part("link", { rel: "stylesheet", href: `${own.base}/__asiansite/panel.css` });
    this.notice = part("p", { class: "notice", role: "status", hidden: true });
    this.overlay = part("div", { class: "place" });
    this.bar = part("div", { class: "place" });
    this.main = part("div", { class: "panel", lang: "en", dir: "ltr", hidden: true }, this.overlay, this.notice, this.bar);
    style.addEventListener("load", () => { this.main.hidden = false; });
    root.append(style, this.main);
    document.documentElement.append(this.host);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented && this.isOverlayOpen) this.fold("problems", true);
    });
  }

  get isOverlayOpen() {
    return this.overlay.querySelector(".overlay") !== null;
  }

  // A notice by its name; null takes it away.
  say(name) {
    this.said = name;
    this.notice.textContent = name ? NOTICES[name] : "";
    this.notice.hidden = name === null;
  }

  // Ask what there is to tell of the page, and show it.
  async refresh() {
    if (document.body?.classList.contains("asiansite-page")) return;
    const query = new URLSearchParams({ token: this.own.token, path: location.pathname });
    const response = await fetch(`${this.own.base}/__asiansite/page?${query}`, { cache: "no-store" });
    if (!response.ok) return;
    this.state = await response.json();
    this.show();
  }

  fold(name, isFolded) {
    kept(name, isFolded ? "folded" : "open");
    this.show();
  }

  show() {
    const state = this.state;
    if (state === null) return;
    const focused = this.host.shadowRoot.activeElement?.dataset.name;
    const errors = state.problems.filter(({ own, level }) => own && level === "error");
    const isFolded = kept("problems") === "folded";
    const act = { problems: (fold) => this.fold("problems", fold), bar: (as) => { kept("bar", as); this.show(); } };
    const wasOpen = this.isOverlayOpen;
    this.overlay.replaceChildren(...(errors.length && !isFolded ? [overlayOf(state, errors, act)] : []));
    this.bar.replaceChildren(barOf(state, errors, kept("bar"), isFolded, act));
    if (focused) this.focus(focused);
    // Who does nothing just then gets to the problem's links by the next Tab; who types goes on typing.
    else if (this.isOverlayOpen && !wasOpen && [document.body, null].includes(document.activeElement)) this.focus("overlay");
  }

  // To the part of that name; else to what stands in its place.
  focus(name) {
    const root = this.host.shadowRoot;
    const found = [name, this.isOverlayOpen ? "overlay" : "badge", "bar"]
      .map((each) => root.querySelector(`[data-name="${each}"]`)).find(Boolean);
    found?.focus({ preventScroll: true });
  }
}
