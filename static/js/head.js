// Before the first paint: light or dark as the reader chose, what this browser can do, how old an article is.
{
  const root = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const kept = (change) => {
    try { return change(localStorage); } catch { return null; }
  };

  root.classList.add("js");
  if (navigator.share) root.classList.add("can-share");
  if (navigator.clipboard) root.classList.add("can-copy");
  const choice = kept((store) => store.getItem("theme"));
  if (choice === "dark" || choice === "light") root.dataset.theme = choice;

  const isDark = () => (root.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.theme");
    if (!button) return;
    const show = () => button.setAttribute("aria-pressed", String(isDark()));
    show();
    button.hidden = false;
    dark.addEventListener?.("change", show);
    button.addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      // What the device says anyway need not be remembered.
      if ((next === "dark") === dark.matches) {
        delete root.dataset.theme;
        kept((store) => store.removeItem("theme"));
      } else {
        root.dataset.theme = next;
        kept((store) => store.setItem("theme", next));
      }
      show();
    });
  });

  // A note for old articles. It is made as the page is read, so that nothing moves when it comes.
  customElements.define("age-note", class extends HTMLElement {
    connectedCallback() {
      const { date, after, month, months, year, years } = this.dataset;
      const then = new Date(date), now = new Date();
      const age = (now.getFullYear() - then.getFullYear()) * 12 + now.getMonth() - then.getMonth() - (now.getDate() < then.getDate());
      if (age < after) return;
      const [count, one, many] = age < 12 ? [age, month, months] : [Math.floor(age / 12), year, years];
      this.textContent = count === 1 ? one : many.replace("#", count);
    }
  });
}
