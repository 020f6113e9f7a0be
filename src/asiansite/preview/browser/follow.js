// Follows the page that is open: hears from the server what changed, and shows it without losing the reader's place.

import { Line } from "./line.js";
import { Panel } from "./panel.js";
import { keepPlace, takePlace } from "./place.js";
import { renewFiles, renewStylesheets } from "./files.js";
import { Twin } from "./twin.js";

const isNotice = (page) => page.body?.classList.contains("asiansite-page") ?? false;

// What a page of the server holds: its document without our script, and what the script's element says.
async function fetched() {
  const response = await fetch(location.pathname + location.search, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const script = page.querySelector('script[src$="/__asiansite/preview.js"]');
  script?.remove();
  const { version, token, base } = script?.dataset ?? {};
  return { page, status: response.status, url: response.redirected ? response.url : null, version: Number(version), token, base };
}

// After the scripts that are to run when the document is there.
function documentIsThere() {
  if (document.readyState === "complete") return Promise.resolve();
  return new Promise((done) => {
    document.addEventListener("DOMContentLoaded", () => setTimeout(done));
    window.addEventListener("load", done);
  });
}

class Follower {
  constructor(own) {
    this.own = own;
    this.panel = new Panel(own);
    this.twin = null;
    this.status = 200;
    this.work = Promise.resolve();
    this.line = new Line(own, {
      heard: (news) => this.inTurn(() => this.take(news)),
      lost: () => this.panel.say("stopped"),
      back: () => this.inTurn(() => this.comeBack()),
    });
  }

  async begin() {
    takePlace();
    await documentIsThere();
    await this.inTurn(() => this.learn());
    this.line.open();
    this.panel.refresh();
  }

  // One thing after the other: a page that is being fetched is shown before the next one is asked for.
  inTurn(work) {
    this.work = this.work.then(work).catch((error) => console.warn("The preview could not follow:", error));
    return this.work;
  }

  // The page as the server sends it, to tell its own words from what scripts made of them.
  async learn() {
    const found = await fetched().catch(() => null);
    if (found === null || isNotice(document)) return;
    if (found.version !== this.own.version) {
      // It changed between the two: show it as it is now.
      this.reload();
      return;
    }
    this.status = found.status;
    this.twin = new Twin(found.page, document);
  }

  async take(news) {
    const here = location.pathname;
    if (news.follow && news.follow !== here) return this.leave(news.follow);
    if (news.moved[here]) return this.leave(news.moved[here]);
    if (news.restarted || isNotice(document)) return this.reload();
    if (Object.keys(news.assets).length) renewStylesheets(news.assets, this.twin);
    if (news.files.length && renewFiles(news.files, news.version)) return this.reload();
    if (news.gone.includes(here)) this.panel.say("gone");
    else if (news.changed === null || news.changed.includes(here)) await this.show(await fetched());
    this.own.version = news.version;
    await this.panel.refresh(news.problems);
  }

  // The server is there again, perhaps another one, with another token. False if it has nothing to show yet.
  async comeBack() {
    const found = await fetched();
    if (found.page.querySelector(".asiansite-progress")) {
      this.panel.say("opening");
      return false;
    }
    if (!found.token || found.base !== this.own.base) return this.reload();
    this.own.token = found.token;
    await this.show(found);
    this.own.version = found.version;
    if (this.panel.said !== "gone") this.panel.say(null);
    await this.panel.refresh();
    return true;
  }

  async show(found) {
    if (found.url) return this.leave(found.url);
    // A template that is broken: the last good page stays, and the overlay says why.
    if (found.status >= 500 && this.status < 500) return;
    if (found.status === 404 && this.status !== 404) return this.panel.say("gone");
    if (!found.token || this.twin === null || found.status !== this.status) return this.reload();
    if (this.panel.said === "gone") this.panel.say(null);
    if (!this.twin.become(found.page)) return this.reload();
    this.own.version = found.version;
  }

  reload() {
    this.line.close();
    keepPlace(location.pathname);
    location.reload();
    return new Promise(() => {});
  }

  leave(url) {
    this.line.close();
    const to = new URL(url, location.href);
    keepPlace(to.pathname);
    location.replace(to.pathname + location.search + location.hash);
    return new Promise(() => {});
  }
}

export function follow(own) {
  return new Follower(own).begin();
}
