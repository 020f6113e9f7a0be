// The URL of an article has no more than the month and the name: /2026/01/name/.
export default {
  layout: "article.njk",
  permalink: ({ page }) => page.filePathStem.replace("/articles", "") + "/",
};
