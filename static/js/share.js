// Reveals the Share button where the browser can share a link, or at least copy it.
for (const button of document.querySelectorAll("button[data-share-url]")) {
  const { shareUrl: url, shareTitle: title, copy, copied, failed } = button.dataset;
  const status = button.closest(".share").querySelector("[role=status]");
  const label = button.querySelector("span");
  if (navigator.share) {
    button.addEventListener("click", () => {
      navigator.share({ title, url }).catch((error) => {
        if (error.name !== "AbortError") status.textContent = failed;
      });
    });
  } else if (navigator.clipboard) {
    label.textContent = copy;
    button.addEventListener("click", () => {
      status.textContent = "";
      navigator.clipboard.writeText(url).then(
        () => { status.textContent = copied; },
        () => { status.textContent = failed; },
      );
    });
  } else {
    continue;
  }
  button.hidden = false;
}
