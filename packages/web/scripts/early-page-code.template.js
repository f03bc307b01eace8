// Asks for the code of the page in the address while the app's own is still on its way; which files, the build knows.
(() => {
  const pages = { __PAGES__: {} };
  const [, first = "", deeper] = location.pathname.split("/");
  const address = deeper ? `${first}/*` : first;
  if (!Object.hasOwn(pages, address)) return;
  const ask = (file, priority) => {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "preload" : "modulepreload";
    if (link.rel === "preload") link.as = "style";
    link.crossOrigin = "";
    link.fetchPriority = priority;
    link.href = `/${file}`;
    document.head.append(link);
  };
  for (const file of pages[address].first) ask(file, "auto");
  for (const file of pages[address].then) ask(file, "low");
})();
