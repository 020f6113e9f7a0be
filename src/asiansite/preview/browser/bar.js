// The editor's bar: what there is to know of the page, in one line; the rest when it is asked for.

import { button, count, editLink, part } from "./part.js";
import { moment, fromNow } from "./moment.js";

const MISSING = { description: "description", alt: "alternative text", image: "picture" };
const TITLE_CUT = 60; // what search engines show of a headline, about

// `as` is how the editor last left it: "folded", "open" (with all there is), or else one line.
export function barOf(state, errors, as, areProblemsFolded, act) {
  const badge = errors.length && areProblemsFolded
    ? button(count(errors.length, "problem", "problems"), "badge", () => act.problems(false), { class: "badge", "aria-expanded": "false" })
    : null;
  if (as === "folded") {
    const name = state.facts ? stateOf(state.facts) : "Preview";
    return part("aside", { class: "bar folded", "aria-label": "Preview" }, badge,
      button(name, "bar", () => act.bar("line"), { class: `mark ${state.facts?.state ?? ""}`, "aria-label": `${name}: show the editor’s bar`, "aria-expanded": "false" }));
  }
  const isOpen = as === "open";
  return part(
    "aside", { class: "bar", "aria-label": "Preview" },
    isOpen ? details(state) : null,
    part(
      "div", { class: "line" },
      badge,
      ...facts(state),
      part("span", { class: "actions" },
        editLink(state.source?.edit, "Edit", "edit"),
        button(isOpen ? "Less" : "More", "more", () => act.bar(isOpen ? "line" : "open"), { "aria-expanded": String(isOpen) }),
        button("Hide", "bar", () => act.bar("folded"), { "aria-label": "Hide the editor’s bar" })),
    ),
  );
}

function stateOf({ state, live_at: liveAt, lacks = [] }) {
  if (state === "held" && lacks.length) return `Held: it lacks ${lacks.join(", ")}`;
  if (state === "scheduled") return liveAt ? "Scheduled" : "Waiting";
  return { published: "Published", draft: "Draft", held: "Held: it has no date", expired: "Expired", withdrawn: "Withdrawn" }[state] ?? state;
}

function facts(state) {
  const found = state.facts;
  const warnings = state.problems.filter(({ own, level }) => own && level !== "error").length;
  const wrong = warnings ? part("span", { class: "missing" }, count(warnings, "warning", "warnings")) : null;
  if (!found) return [part("span", { class: "fact" }, kindOf(state)), wrong];
  const live = found.live_at && found.state !== "published" ? `live ${moment(found.live_at)}, ${fromNow(found.live_at)}` : null;
  return [
    part("span", { class: `mark ${found.state}` }, stateOf(found)),
    live ? part("span", { class: "fact live" }, live) : null,
    part("span", { class: "fact" }, [count(found.words, "word", "words"), ...(found.minutes ? [`${found.minutes} min`] : [])].join(" · ")),
    part("span", { class: found.headline_length > TITLE_CUT ? "missing" : "fact" }, `headline ${found.headline_length}`),
    found.missing.length ? part("span", { class: "missing" }, `no ${found.missing.map((each) => MISSING[each] ?? each).join(", no ")}`) : null,
    wrong,
  ];
}

const kindOf = ({ kind, path }) => ({ front: "Front page", tag: "Tag", section: "Section", author: "Author", 404: "No such page" }[kind] ?? `${kind ?? "Page"} ${path}`);

function details(state) {
  const warnings = state.problems.filter(({ own, level }) => own && level !== "error");
  return part(
    "div", { class: "details", tabindex: "0", role: "group", "aria-label": "More about this page", "data-name": "details" },
    state.facts?.url ? row("Address", part("code", {}, state.facts.url)) : null,
    state.source ? row("Source", editLink(state.source.edit, state.source.path, "source") ?? part("code", {}, state.source.path)) : null,
    state.share ? row("When shared", shareCard(state.share)) : null,
    state.search ? row("In search", snippet(state.search)) : null,
    state.feeds?.length ? row("Feeds", part("span", { class: "feeds" }, ...state.feeds.map((feed, n) => part("a", { href: feed.url, "data-name": `feed-${n}` }, feed.title)))) : null,
    warnings.length ? row("Warnings", part("div", {}, ...warnings.map(({ text }) => part("pre", {}, text)))) : null,
  );
}

const row = (name, inside) => part("div", { class: "row" }, part("h3", {}, name), inside);

function shareCard({ title, description, image, site }) {
  return part("div", { class: "card" },
    image ? part("img", { src: localOf(image), alt: "", width: "160", height: "84" }) : part("span", { class: "blank" }, "no picture"),
    part("div", {}, part("p", { class: "quiet" }, site), part("p", { class: "strong" }, title), description ? part("p", {}, description) : null));
}

// The picture's public address, at this server: nothing else is asked.
function localOf(url) {
  const { pathname } = new URL(url, location.href);
  return pathname;
}

function snippet({ title, url, description }) {
  return part("div", { class: "snippet" }, part("p", { class: "quiet" }, url), part("p", { class: "found" }, cut(title, TITLE_CUT)),
    part("p", {}, description ? cut(description, 160) : "No description: search engines choose a sentence."));
}

function cut(text, length) {
  const letters = [...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map(({ segment }) => segment);
  return letters.length > length ? `${letters.slice(0, length - 1).join("").trimEnd()}…` : text;
}
