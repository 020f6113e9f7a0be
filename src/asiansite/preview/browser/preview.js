// The preview's script, in every page: takes itself out of the page, and has the page followed.
{
  const { base, version, token } = document.currentScript.dataset;
  const folder = new URL(".", document.currentScript.src);
  document.currentScript.remove();
  // Pages of the preview itself that reload themselves need no more.
  if (!document.querySelector(".asiansite-progress")) {
    import(new URL("follow.js", folder)).then(({ follow }) => follow({ base, version: Number(version), token }));
  }
}
