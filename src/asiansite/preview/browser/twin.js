// The twin of the page on the screen: the page as the server last sent it.
//
// What differs between the twin and the page that the server sends next is done to both the twin and the page on the
// screen. What differs between the twin and the screen is the work of scripts and of the reader (a class, an open
// <details>, a film that plays) and stays. So it is known, and not guessed, whose each difference is.

import { align } from "./align.js";
import { exchangeStylesheet } from "./files.js";

const ELEMENT = Node.ELEMENT_NODE;
const isElement = (node) => node.nodeType === ELEMENT;
const isCustom = (element) => element.localName.includes("-");
// Elements whose children are not what they seem: they are compared and set as text.
const isOpaque = (element) => element.localName === "noscript" || element.localName === "template";
const dataNames = (element) => element.getAttributeNames().filter((name) => name.startsWith("data-"));
const kindOf = (element) => [element.localName, ...[...element.classList].sort(), ...dataNames(element).sort()].join(".");

export class Twin {
  constructor(page, screen) {
    this.page = page;
    this.live = new WeakMap(); // a node of the twin → its node on the screen
    this.touched = new WeakSet(); // the twin's elements that scripts changed when the page was loaded
    this.kinds = new Set(); // what such elements look like
    this.scripts = scriptsOf(page);
    this.policy = policyOf(page);
    this.pair(page.documentElement, screen.documentElement);
  }

  // Make the page on the screen show `next`. False if it must be loaded anew for that.
  become(next) {
    if (scriptsOf(next) !== this.scripts || policyOf(next) !== this.policy) return false;
    this.isSound = true;
    const focused = focusIn(document);
    this.update(this.page.documentElement, next.documentElement);
    if (this.isSound) focused();
    return this.isSound;
  }

  renameStylesheet(there, here) {
    for (const link of this.page.querySelectorAll("link[rel~=stylesheet]")) {
      if (link.getAttribute("href") === there) this.setAttribute(link, "href", here);
    }
  }

  // --- the twin and the screen ---

  pair(twin, live) {
    this.live.set(twin, live);
    if (!isElement(twin) || isOpaque(twin)) return;
    const pairs = align([...twin.childNodes], [...live.childNodes]);
    for (const [one, other] of pairs) this.pair(one, other);
    const added = [...live.children].length - pairs.filter(([one]) => isElement(one)).length;
    if ((added > 0 || !sameAttributes(twin, live)) && twin.parentElement?.parentElement) {
      this.touched.add(twin);
      this.kinds.add(kindOf(twin));
    }
  }

  // A copy of `node`, for the screen; `node` itself becomes the twin's.
  copied(node) {
    const copy = document.importNode(node, true);
    const pairUp = (one, other) => {
      this.live.set(one, other);
      one.childNodes.forEach((child, n) => pairUp(child, other.childNodes[n]));
    };
    pairUp(node, copy);
    return copy;
  }

  // --- the twin and the next page ---

  update(twin, next) {
    if (!isElement(twin)) this.updateText(twin, next);
    else if (!twin.isEqualNode(next)) {
      this.updateAttributes(twin, next);
      if (isOpaque(twin)) this.updateOpaque(twin, next);
      else this.updateChildren(twin, next);
    }
  }

  updateText(twin, next) {
    if (twin.data === next.data) return;
    const live = this.live.get(twin);
    if (live) splice(live, next.data);
    else this.isSound = false;
    twin.data = next.data;
  }

  updateAttributes(twin, next) {
    for (const name of new Set([...twin.getAttributeNames(), ...next.getAttributeNames()])) {
      const value = next.getAttribute(name);
      if (twin.getAttribute(name) === value) continue;
      // What a script once read there it will not read again.
      if (name.startsWith("data-") && this.touched.has(twin)) this.isSound = false;
      this.setAttribute(twin, name, value);
    }
  }

  setAttribute(twin, name, value) {
    const live = this.live.get(twin);
    if (live && name === "href" && value !== null && twin.localName === "link" && twin.relList.contains("stylesheet")) {
      this.live.set(twin, exchangeStylesheet(live, value));
    } else if (live && name === "class" && live.getAttribute(name) !== twin.getAttribute(name)) {
      // Scripts have put their own classes between.
      const [were, are] = [twin.getAttribute("class"), value].map((text) => (text ?? "").split(/\s+/).filter(Boolean));
      live.classList.remove(...were.filter((each) => !are.includes(each)));
      live.classList.add(...are.filter((each) => !were.includes(each)));
    } else if (live) set(live, name, value);
    set(twin, name, value);
  }

  updateOpaque(twin, next) {
    const live = this.live.get(twin);
    if (live && twin.localName === "noscript") live.textContent = next.innerHTML;
    else if (live) live.replaceChildren(...document.importNode(next, true).childNodes);
    twin.innerHTML = next.innerHTML;
  }

  updateChildren(twin, next) {
    const live = this.live.get(twin);
    if (!live) this.isSound = false; // a script took it away: who knows what it made of it
    const theirs = [...next.childNodes];
    const pairs = new Map(align([...twin.childNodes], theirs).map(([one, other]) => [other, one]));
    const kept = new Set(pairs.values());
    for (const child of [...twin.childNodes]) if (!kept.has(child)) this.remove(child);
    let before = null;
    for (const child of theirs) {
      let own = pairs.get(child);
      if (!own) own = this.insert(twin, child, before);
      else if (isElement(own) && isCustom(own) && !own.isEqualNode(child)) {
        // Its script looks at it when it comes.
        this.remove(own);
        own = this.insert(twin, child, before);
      } else this.update(own, child);
      before = own;
    }
  }

  remove(child) {
    const live = this.live.get(child);
    if (live) live.remove();
    child.remove();
  }

  insert(twin, child, before) {
    if (isElement(child) && this.isOfScripts(child)) this.isSound = false;
    const parent = this.live.get(twin);
    const copy = this.copied(child);
    if (parent) this.place(parent, copy, twin, before);
    if (before) before.after(child);
    else twin.prepend(child);
    return child;
  }

  // Beside its neighbour on the screen: what scripts put between others stays where it is.
  place(parent, copy, twin, before) {
    const liveOf = (node) => {
      const live = node && this.live.get(node);
      return live?.parentNode === parent ? live : null;
    };
    let previous = before;
    while (previous && !liveOf(previous)) previous = previous.previousSibling;
    if (previous) return liveOf(previous).after(copy);
    let following = before ? before.nextSibling : twin.firstChild;
    while (following && !liveOf(following)) following = following.nextSibling;
    return following ? liveOf(following).before(copy) : parent.append(copy);
  }

  // Whether scripts would have done something with it, had it been there when the page was loaded.
  isOfScripts(element) {
    return [element, ...element.querySelectorAll("*")].some(
      (each) => !isCustom(each) && (dataNames(each).length > 0 || this.kinds.has(kindOf(each))),
    );
  }
}

// Those that run: what search engines read (application/ld+json) is text like any other.
const runs = (script) => !script.type.endsWith("json");
const scriptsOf = (page) => JSON.stringify([...page.scripts].filter(runs).map((each) => [each.getAttribute("src"), each.type, each.text]));
const policyOf = (page) => page.querySelector('meta[http-equiv="content-security-policy" i]')?.content;

function sameAttributes(one, other) {
  // An open <details> is the reader's.
  const names = new Set([...one.getAttributeNames(), ...other.getAttributeNames()]);
  names.delete("open");
  return [...names].every((name) => one.getAttribute(name) === other.getAttribute(name));
}

function set(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

// Only what differs, so that a selection beside it stays.
function splice(text, data) {
  const old = text.data;
  let start = 0, end = 0;
  while (start < old.length && start < data.length && old[start] === data[start]) start++;
  while (end < old.length - start && end < data.length - start && old.at(-1 - end) === data.at(-1 - end)) end++;
  text.replaceData(start, old.length - start - end, data.slice(start, data.length - end));
}

// Remembers which element has the focus; called afterwards, gives it to the one in its place, if it was taken away.
function focusIn(page) {
  const focused = page.activeElement;
  if (!focused || focused === page.body) return () => {};
  const { localName, id, name, textContent } = focused;
  const href = focused.getAttribute("href");
  return () => {
    if (focused.isConnected) return;
    const alike = [...page.getElementsByTagName(localName)].filter((each) => (each.name ?? "") === (name ?? ""));
    const found = (id && page.getElementById(id))
      || alike.find((each) => href && each.getAttribute("href") === href)
      || alike.find((each) => each.textContent === textContent);
    found?.focus({ preventScroll: true });
  };
}
