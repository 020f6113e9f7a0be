// What the buttons of the share bar do: the device's own sheet, and the link to the clipboard.
for (const bar of document.querySelectorAll(".share[data-share-url]")) {
  const { dataset } = bar;
  const status = bar.querySelector("[role=status]");
  const say = (text) => { status.textContent = text; };
  const wire = (name, can, act) => {
    const item = bar.querySelector(`.${name}`);
    if (!item || !can) return;
    item.hidden = false;
    item.querySelector("button").addEventListener("click", act);
  };
  wire("native", navigator.share, () => {
    say("");
    // A reader who changes their mind is told nothing.
    navigator.share({ title: dataset.shareTitle, url: dataset.shareUrl })
      .catch((error) => { if (error.name !== "AbortError") say(dataset.failed); });
  });
  wire("copy", navigator.clipboard, () => {
    say("");
    navigator.clipboard.writeText(dataset.shareUrl).then(() => say(dataset.copied), () => say(dataset.failed));
  });
}
