const SCHEME = "data-mantine-color-scheme";

/** Prints from a dark desk in the light colours: paper is white, and pale words on it cannot be read. */
export function printLight(): void {
  const root = document.documentElement;
  let shown: string | null = null;
  window.addEventListener("beforeprint", () => {
    shown = root.getAttribute(SCHEME);
    root.setAttribute(SCHEME, "light");
  });
  window.addEventListener("afterprint", () => {
    if (shown !== null) root.setAttribute(SCHEME, shown);
    shown = null;
  });
}
