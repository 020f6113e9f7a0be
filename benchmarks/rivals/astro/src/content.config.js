import { defineCollection } from "astro:content";
import { glob } from "astro/loaders";
import { z } from "astro/zod";

const texts = Object.fromEntries(["title", "date", "author", "section", "description"].map((key) => [key, z.string()]));

export const collections = {
  articles: defineCollection({
    loader: glob({
      base: "./content/articles",
      pattern: "**/*.md",
      generateId: ({ entry }) => entry.slice(0, -".md".length),
    }),
    schema: z.object({ ...texts, topics: z.array(z.string()) }),
  }),
};
