// The reader's place: kept over a reload in the tab's own store, and found again in the page that comes.

const KEY = "asiansite-place";
const FIELDS = "input:not([type=password], [type=file]), textarea, select";

// How to find an element again: by its id, else by its tag's number in the page.
function address(element) {
  if (element.id) return { id: element.id };
  const tag = element.localName;
  return { tag, number: [...document.getElementsByTagName(tag)].indexOf(element) };
}

function at({ id, tag, number }) {
  return id ? document.getElementById(id) : document.getElementsByTagName(tag)[number];
}

export function keepPlace(path) {
  const focused = document.activeElement;
  const place = {
    path,
    left: scrollX,
    top: scrollY,
    focus: focused && focused !== document.body ? address(focused) : null,
    details: [...document.querySelectorAll("details")].map((each) => each.open),
    fields: [...document.querySelectorAll(FIELDS)].map((each) => ({ ...address(each), value: each.value, checked: each.checked })),
  };
  try {
    sessionStorage.setItem(KEY, JSON.stringify(place));
  } catch { /* A full or forbidden store costs the place, no more. */ }
}

export function takePlace() {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(KEY));
    sessionStorage.removeItem(KEY);
  } catch { /* as above */ }
  if (place?.path !== location.pathname) return;
  const details = document.querySelectorAll("details");
  if (details.length === place.details.length) details.forEach((each, n) => { each.open = place.details[n]; });
  for (const field of place.fields) {
    const found = at(field);
    if (!found?.matches(FIELDS)) continue;
    if (found.value !== field.value) found.value = field.value;
    if (found.checked !== field.checked) found.checked = field.checked;
  }
  if (place.focus) at(place.focus)?.focus({ preventScroll: true });
  const scroll = () => scrollTo({ left: place.left, top: place.top, behavior: "instant" });
  scroll();
  if (document.readyState !== "complete") window.addEventListener("load", () => setTimeout(scroll), { once: true });
}
