// What is wrong with the page, over its last good version: the terminal's words, and a link into the editor.

import { button, count, editLink, part } from "./part.js";

export function overlayOf(state, errors, act) {
  const title = part("h2", { id: "problems" }, count(errors.length, "problem", "problems"));
  const note = state.stale ? part("p", { class: "quiet" }, "Below is the page as it last was right.") : null;
  const { errors: others } = state.others ?? { errors: 0 };
  return part(
    "section",
    { class: "overlay", "aria-labelledby": "problems", tabindex: "-1", "data-name": "overlay" },
    part("header", {}, part("div", {}, title, note), button("Fold", "fold", () => act.problems(true), { title: "Escape" })),
    ...errors.map(problemOf),
    others > 0 ? part("p", { class: "quiet" }, `${count(others, "problem", "problems")} more on other pages; the terminal has them.`) : null,
  );
}

function problemOf(problem, n) {
  const { path, line, column } = problem;
  const place = path === null ? null : [path, line, column].filter((each) => each).join(":");
  return part(
    "article",
    { class: "problem", "aria-label": problem.says },
    place ? part("p", { class: "where" }, editLink(problem.edit, place, `edit-${n}`) ?? part("code", {}, place)) : null,
    part("pre", { tabindex: "0", "aria-label": "The terminal's words", "data-name": `text-${n}` }, problem.text),
  );
}
