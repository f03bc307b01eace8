import { createPersistentStore } from "./persistent-store.ts";

export const COLOR_SCHEMES = ["light", "dark", "auto"] as const;
type ColorScheme = (typeof COLOR_SCHEMES)[number];

/** Light, dark or like the system. The key and its plain text are what public/color-scheme.js reads before the first paint. */
export const colorScheme = createPersistentStore<ColorScheme>(
  "cryptodesk-color-scheme",
  (stored) => COLOR_SCHEMES.find((scheme) => scheme === stored) ?? "auto",
  { parse: (text) => text, stringify: String },
);
