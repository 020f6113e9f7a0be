// Search: what a reader types is cut as the index was cut, Pagefind looks it up, and results are shown.

// The rule by which texts are cut is that of content/text/tokens.py; tests/golden/tokens.json has examples for both.
const HAN = "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\u{20000}-\u{3ffff}";
const PHRASED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f\u1780-\u17d3\u17d7\u17dc\u17dd";
const MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d\ua9e5\uaa7b-\uaa7d\u17b4-\u17d3\u17dd";
const END = "\ua000", GLUE = "\u2060", PAUSE = "\u2063";
const RUN = new RegExp(`([${HAN}${PHRASED}]+)`, "u");
const CLUSTER = new RegExp(`.[${MARKS}]*`, "gsu");
const FIRST = new RegExp(`^[${HAN}${PHRASED}][${MARKS}]*`, "u");
// In these scripts a word with other marks is another word; elsewhere readers leave marks out.
const MARKED = new RegExp(`[${PHRASED}]|\\p{M}`, "u");
// The noughts of the digits that readers of the region may type.
const NOUGHTS = [0x660, 0x6f0, 0x966, 0xbe6, 0xe50, 0xed0, 0x1040, 0x1090, 0x17e0, 0x1a80, 0x1b50, 0xa9d0, 0xa9f0, 0xff10];

const digit = (sign) => {
  const code = sign.codePointAt(0), nought = NOUGHTS.find((first) => code >= first && code < first + 10);
  return nought ? String(code - nought) : sign;
};

/** The terms of a query: tokens as the index has them, or beginnings of such. */
export function terms(query) {
  const text = query.normalize("NFC").replace(/[\u00ad\u200b\u200c\u2060\u2063\ufeff\ua000]/g, "").replace(/[\u02bb\u02bc]/g, "\u2019").replace(/\p{Nd}/gu, digit);
  return text.split(RUN).flatMap((piece, number) => {
    if (number % 2 === 0) return piece.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
    const clusters = piece.match(CLUSTER);
    return clusters.length === 1 ? clusters : clusters.slice(1).map((second, at) => clusters[at] + second);
  });
}

/** Tokens from one place to another as a text again: pieces, each with whether it was found. */
export function pieces(tokens, found = new Set(), from = 0, to = tokens.length) {
  const all = [];
  let isGlued = true, covers = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token === PAUSE) continue;
    if (token === GLUE) { isGlued = true; covers = false; continue; }
    const cluster = token.match(FIRST)?.[0];
    const isPair = cluster && !token.includes(END);
    const text = isPair ? cluster : token.replace(END, "");
    const isFound = found.has(at) || covers;
    const before = all.at(-1);
    const gap = isGlued ? "" : " ";
    if (before?.isFound === isFound) before.text += gap + text;
    else {
      if (before && gap) (before.isFound ? all[all.push({ text: gap, isFound: false }) - 1] : before).text += before.isFound ? "" : gap;
      all.push({ text, isFound });
    }
    isGlued = isPair;
    covers = isPair && found.has(at);
  }
  return all;
}

const form = document.querySelector("form.search");
if (form) start(form);

function start(form) {
  const words = form.dataset, root = document.documentElement, lang = root.lang;
  const status = document.querySelector(".search-status"), list = document.querySelector(".results");
  const more = document.querySelector(".more-results button"), filters = form.querySelector(".filters");
  const selects = [...filters.querySelectorAll("select")], narrowing = selects.filter((each) => each.name !== "order");
  const AT_ONCE = 10, WAIT = 300;
  let engine, latest = 0, timer, waiting = [], queue = Promise.resolve();

  const open = () => engine ??= (async () => {
    const pagefind = await import(words.index);
    // Pagefind would cut what we have cut once more, where the page is in a language of which it has a dictionary.
    root.lang = "und";
    const made = pagefind.createInstance({ baseUrl: words.home });
    root.lang = lang;
    await made.init();
    await made.filters();
    return made;
  })().catch((error) => { engine = undefined; throw error; });

  async function look(query, state) {
    const found = terms(query), text = found.join(" ");
    const isPhrase = /^\s*["“].+["”]\s*$/.test(query) && !RUN.test(query);
    const options = { filters: {}, sort: state.order ? { date: state.order } : {} };
    for (const { name } of narrowing) if (state[name]) options.filters[name] = state[name];
    const search = await open();
    const ask = async (exactDiacritics) => {
      await search.options({ exactDiacritics });
      return search.search(isPhrase ? `"${text}"` : text, options);
    };
    if (!MARKED.test(text)) return ask(false);
    const exact = await ask(true);
    return exact.results.length ? exact : ask(false);
  }

  async function run() {
    const mine = ++latest, state = Object.fromEntries(new FormData(form)), query = state.q.trim();
    if (!terms(query).length) { clear(""); filters.hidden = true; return; }
    if (!list.children.length) status.textContent = words.wait;
    try {
      // One after another: an option holds for all that is asked after it.
      const found = await (queue = queue.catch(() => {}).then(() => mine === latest ? look(query, state) : null));
      if (mine !== latest || !found) return;
      const count = found.results.length, said = count === 0 ? words.none : count === 1 ? words.one : words.many;
      offer(found.totalFilters, state);
      waiting = found.results;
      const items = await next();
      if (mine !== latest) return;
      clear(said.replace("#", () => count.toLocaleString(lang)).replace("{}", () => query));
      list.append(...items);
      more.hidden = !waiting.length;
    } catch (error) {
      if (mine !== latest) return;
      console.warn(error);
      clear(words.failed);
      filters.hidden = true;
    }
  }

  function clear(text) {
    status.textContent = text;
    list.replaceChildren();
    more.hidden = true;
  }

  async function next() {
    const chosen = waiting.slice(0, AT_ONCE);
    waiting = waiting.slice(AT_ONCE);
    return (await Promise.all(chosen.map((result) => result.data()))).map(shown);
  }

  function offer(counts, state) {
    filters.hidden = false;
    for (const select of narrowing) {
      const values = Object.entries(counts[select.name] ?? {}).filter(([value, count]) => count || value === state[select.name]);
      const isYear = select.name === "year";
      values.sort(([one], [other]) => isYear ? other - one : one.localeCompare(other, lang));
      select.replaceChildren(select.options[0], ...values.map(([value, count]) => new Option(`${named(select.name, value)} (${count.toLocaleString(lang)})`, value)));
      select.value = state[select.name];
      if (select.selectedIndex < 0) select.add(new Option(named(select.name, state[select.name]), state[select.name], true, true));
      select.closest("p").hidden = select.options.length < 2;
    }
  }

  function named(filter, value) {
    if (filter !== "language") return value;
    try { return new Intl.DisplayNames([lang], { type: "language" }).of(value); } catch { return value; }
  }

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const whole = (text = "") => pieces(text.split(/\s+/)).map((piece) => piece.text).join("");

  function shown({ url, content, locations, meta, filters: of }) {
    const own = of.language?.[0] ?? lang;
    const item = made("li", {});
    if (of.section) item.append(made("p", { className: "kicker", textContent: of.section.join(", ") }));
    item.append(made("h2", { className: "headline", lang: own, dir: "auto" }, made("a", { href: url, textContent: whole(meta.title) })));
    item.append(made("p", { className: "excerpt", lang: own, dir: "auto" }, ...excerpt(content, locations, meta)));
    const last = made("p", { className: "meta" });
    if (meta.day) last.append(made("time", { dateTime: meta.date, textContent: meta.day }));
    if (of.author) last.append(made("span", { textContent: of.author.join(", ") }));
    if (last.children.length) item.append(last);
    return item;
  }

  // The place where most of what was found stands together; without any in the text, the standfirst.
  function excerpt(content, locations, meta) {
    const LONG = 220, NEAR = 40, BEFORE = 60;
    const tokens = content.split(/\s+/), title = meta.title?.split(/\s+/).length ?? 0;
    const head = title + (tokens[title] === PAUSE);
    const found = [...new Set(locations)].filter((at) => at >= head).sort((one, other) => one - other);
    if (!found.length && meta.description) return [whole(meta.description)];
    let first = found[0] ?? head, most = 0;
    for (const [number, at] of found.entries()) {
      let near = number;
      while (found[near] < at + NEAR) near++;
      if (near - number > most) [first, most] = [at, near - number];
    }
    const long = (token) => token.match(FIRST)?.[0].length ?? token.length + 1;
    let from = first, to = first, length = 0;
    while (from > head && length < BEFORE) length += long(tokens[--from]);
    for (length = 0, to = from; to < tokens.length && length < LONG; to++) length += long(tokens[to]);
    const all = pieces(tokens, new Set(found), from, to).map(({ text, isFound }) => isFound ? made("mark", { textContent: text }) : text);
    return [from > head ? "… " : "", ...all, to < tokens.length ? " …" : ""];
  }

  function address() {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    const text = new URLSearchParams(given).toString();
    return location.pathname + (text && `?${text}`);
  }

  function restore() {
    const given = new URLSearchParams(location.search);
    form.elements.q.value = given.get("q") ?? "";
    for (const select of selects) {
      const value = given.get(select.name) ?? "";
      // What it offers is known after the search.
      if (select.name !== "order" && value && ![...select.options].some((each) => each.value === value)) select.add(new Option(value, value));
      select.value = value;
      if (select.selectedIndex < 0) select.value = "";
    }
    clearTimeout(timer);
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    if (address() !== location.pathname + location.search) history.pushState(null, "", address());
    run();
  });
  form.elements.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { history.replaceState(null, "", address()); run(); }, WAIT);
  });
  for (const select of selects) select.addEventListener("change", () => { history.pushState(null, "", address()); run(); });
  addEventListener("popstate", restore);
  more.addEventListener("click", async () => {
    const mine = latest, items = await next();
    if (mine !== latest) return;
    list.append(...items);
    more.hidden = !waiting.length;
    items[0]?.querySelector("a").focus();
  });
  form.hidden = false;
  restore();
}
