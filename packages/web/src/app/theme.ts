import { Badge, createTheme, type MantineColorSchemeManager, type MantineColorsTuple } from "@mantine/core";
import { colorScheme } from "../stores/color-scheme.ts";

const cobalt: MantineColorsTuple = [
  "#eef1ff",
  "#dbe1ff",
  "#b9c6ff",
  "#93a6fb",
  "#7189f5",
  "#5570ee",
  "#3f5ce4",
  "#2f4bd8",
  "#253fbd",
  "#1c319a",
];

const graphite: MantineColorsTuple = [
  "#e8ecf3",
  "#c3cbd8",
  "#9aa6b8",
  "#6d7a90",
  "#2b3648",
  "#222c3c",
  "#18202c",
  "#10161f",
  "#0b1017",
  "#070a0f",
];

/** The desk's look: ink and cobalt, dense, with figures of equal width. Colours of rise and fall live in theme.css. */
export const theme = createTheme({
  primaryColor: "cobalt",
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { cobalt, dark: graphite },
  fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace',
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: { fontWeight: "650" },
  components: { Badge: Badge.extend({ styles: { root: { textTransform: "none" } } }) },
});

/** Gives Mantine the kept scheme, also when another tab or the account changes it. */
export const colorSchemeManager: MantineColorSchemeManager = createManager();

function createManager(): MantineColorSchemeManager {
  let stop = () => {};
  return {
    get: () => colorScheme.get(),
    // Mantine answers each word of a change with the same word.
    set: (scheme) => void (scheme !== colorScheme.get() && colorScheme.set(scheme)),
    subscribe: (onUpdate) => {
      stop = colorScheme.listen(() => onUpdate(colorScheme.get()));
    },
    unsubscribe: () => stop(),
    clear: () => void colorScheme.set("auto"),
  };
}
