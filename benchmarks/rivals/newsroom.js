// What the pages of the benchmark's sites show of other articles, for the rivals that run on Node.
// An article is {url, data}: its front matter.

export const SECTIONS = ["politics", "economy", "security", "environment", "society", "science", "culture", "sport"];
const PAGE_SIZE = 20;
const MONTHS = "January February March April May June July August September October November December".split(" ");

export const slugOf = (text) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
export const capital = (word) => word[0].toUpperCase() + word.slice(1);

// Dates stay the texts of the front matter, which are in the site's own time zone.
export function day(date) {
  const [year, month, number] = date.slice(0, 10).split("-").map(Number);
  return `${number} ${MONTHS[month - 1]} ${year}`;
}

export class Newsroom {
  #people;
  #recent;

  // Of the articles, newest first, and of the people who write: slug → {name, bio}.
  constructor(articles, people) {
    this.articles = articles;
    this.#people = people;
    this.places = new Map(articles.map((article, place) => [article.url, place]));
    this.tags = this.#by((data) => data.topics);
    this.authors = this.#by((data) => [data.author]);
    this.sections = this.#by((data) => [data.section]);
  }

  #by(keysOf) {
    const groups = {};
    for (const article of this.articles) {
      for (const key of keysOf(article.data)) (groups[key] ??= []).push(article);
    }
    return groups;
  }

  around(url) {
    const place = this.places.get(url);
    return { older: this.articles[place + 1], newer: this.articles[place - 1] };
  }

  keepReading(url, tag) {
    return this.tags[tag].slice(0, 4).filter((article) => article.url !== url).slice(0, 3);
  }

  // Recent Posts are beside every page: they are made once, as the text that they are.
  recent() {
    return (this.#recent ??= recentPosts(this.articles.slice(0, 6)));
  }

  // One kind's groups, by the slug of their names.
  groups(kind) {
    const bySlug = ([one], [other]) => (slugOf(one) < slugOf(other) ? -1 : 1);
    return Object.entries(this[kind]).sort(bySlug).map(([key, articles]) => ({ key, articles }));
  }

  // The pages of every list.
  *listPages() {
    for (const [tag, articles] of Object.entries(this.tags)) yield* pagesOf(`/tags/${slugOf(tag)}/`, tag, articles);
    for (const [section, articles] of Object.entries(this.sections)) yield* pagesOf(`/${section}/`, capital(section), articles);
    for (const [slug, articles] of Object.entries(this.authors)) {
      yield* pagesOf(`/authors/${slug}/`, this.#people[slug].name, articles, this.#people[slug].bio);
    }
  }
}

function* pagesOf(base, heading, articles, bio) {
  const last = Math.ceil(articles.length / PAGE_SIZE);
  const urlOf = (number) => (number === 1 ? base : `${base}page/${number}/`);
  for (let number = 1; number <= last; number++) {
    yield {
      heading,
      bio,
      url: urlOf(number),
      items: articles.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
      newer: number > 1 ? urlOf(number - 1) : null,
      older: number < last ? urlOf(number + 1) : null,
    };
  }
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const recentPosts = (articles) => `<aside>
<h2>Recent Posts</h2>
<ul>
${articles.map(({ url, data }) => `<li><a href="${url}">${escape(data.title)}</a>
<p>${escape(data.description.split(" ").slice(0, 20).join(" "))}…</p>
<time datetime="${data.date}">${day(data.date)}</time></li>`).join("\n")}
</ul>
</aside>`;
