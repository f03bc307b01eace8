// Asks for the code of the page in the address while the app's own is still on its way; which files, the build knows.
(() => {
  const pages = { __PAGES__: [] };
  const [, first = "", deeper] = location.pathname.split("/");
  const files = pages[deeper ? `${first}/*` : first];
  for (const file of Array.isArray(files) ? files : []) {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "preload" : "modulepreload";
    if (link.rel === "preload") link.as = "style";
    link.crossOrigin = "";
    link.href = `/${file}`;
    document.head.append(link);
  }
})();
