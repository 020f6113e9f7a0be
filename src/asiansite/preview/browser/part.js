// Parts of the panel, made of elements and texts alone: nothing is read as HTML.

// An element with attributes (`on` is for listeners; false and null leave one out) and what is in it.
export function part(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.filter((each) => each !== null && each !== undefined && each !== false && each !== ""));
  return element;
}

export function button(text, name, act, more = {}) {
  return part("button", { type: "button", "data-name": name, on: { click: act }, ...more }, text);
}

// A link that opens a source in the editor, if there is one.
export function editLink(edit, text, name) {
  return edit ? part("a", { class: "edit", href: edit, "data-name": name }, text) : null;
}

export const count = (number, one, many) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
