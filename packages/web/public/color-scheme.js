// Runs before the first paint, so that a dark desk never flashes white. The content security policy forbids inline
// scripts, hence a file of its own. The key is the one of src/stores/color-scheme.ts.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("cryptodesk-color-scheme") || "auto";
  } catch {
    // Storage may be blocked; the system's preference decides then.
  }
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const scheme = chosen === "dark" || chosen === "light" ? chosen : system;
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();
