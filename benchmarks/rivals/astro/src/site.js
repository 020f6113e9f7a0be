// The newsroom of this build, opened once.

import { getCollection } from "astro:content";

import AUTHORS from "../authors.json";
import { Newsroom } from "../newsroom.js";

export { AUTHORS };
export const SITE = "https://bench.example";

async function opened() {
  const entries = await getCollection("articles");
  const articles = entries.map((entry) => ({ url: `/${entry.id}/`, data: entry.data, entry }));
  articles.sort((one, other) => (one.data.date > other.data.date ? -1 : 1)); // texts of one time zone
  return new Newsroom(articles, AUTHORS);
}

let opening;
export const newsroom = () => (opening ??= opened());
