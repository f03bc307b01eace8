import { shell } from "./shell.ts";
import { words } from "./words.ts";

/** The English texts of what surrounds every page; `words` are those of several places. The others are in pages.ts and later.ts. */
export const en = { shell, words } as const;
