// Puts a button where a film's link stands; its player is loaded from the provider on the click, not before.
for (const embed of document.querySelectorAll(".embed[data-src]")) {
  const { provider, src } = embed.dataset;
  const name = { youtube: "YouTube", vimeo: "Vimeo" }[provider] ?? provider;
  const link = embed.querySelector("a");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Play the film (loads ${name})`;
  button.addEventListener("click", () => {
    const player = document.createElement("iframe");
    player.src = src + (src.includes("?") ? "&" : "?") + "autoplay=1";
    player.title = `Film on ${name}`;
    player.allow = "autoplay; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin";
    button.replaceWith(player);
    player.focus();
  });
  embed.insertBefore(button, link);
}
