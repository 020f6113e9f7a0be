// The benchmark's site for Eleventy.

import { readFileSync } from "node:fs";

import footnotes from "markdown-it-footnote";

import { Newsroom, SECTIONS, capital, day, slugOf } from "./newsroom.js";

const AUTHORS = JSON.parse(readFileSync("authors.json", "utf-8"));

export default function (eleventy) {
  let newsroom; // of this build

  eleventy.on("eleventy.before", () => {
    newsroom = undefined;
  });
  const open = (api) => (newsroom ??= new Newsroom(api.getFilteredByGlob("content/articles/**/*.md").reverse(), AUTHORS));
  eleventy.addCollection("articles", (api) => open(api).articles);
  eleventy.addCollection("listPages", (api) => [...open(api).listPages()]);

  eleventy.addGlobalData("authors", AUTHORS);
  eleventy.addGlobalData("sections", SECTIONS);
  eleventy.addPassthroughCopy({ static: "/" });
  // As the others do: footnotes, typographic quotation marks.
  eleventy.amendLibrary("md", (markdown) => markdown.set({ typographer: true }).use(footnotes));

  eleventy.addFilter("day", day);
  eleventy.addFilter("capital", capital);
  eleventy.addFilter("slugOf", slugOf);
  eleventy.addFilter("quoted", encodeURIComponent);
  eleventy.addFilter("head", (articles, count) => articles.slice(0, count));
  eleventy.addFilter("ofSection", (section) => newsroom.sections[section] ?? []);
  eleventy.addFilter("around", (url) => newsroom.around(url));
  eleventy.addFilter("keepReading", (url, tag) => newsroom.keepReading(url, tag));
  eleventy.addFilter("groups", (kind) => newsroom.groups(kind));
  eleventy.addShortcode("recent", () => newsroom.recent());

  return {
    dir: { input: "content", includes: "../_includes", output: "public" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
  };
}
