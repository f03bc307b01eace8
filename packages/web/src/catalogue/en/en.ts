import { market } from "./market.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { watchlists } from "./watchlists.ts";
import { words } from "./words.ts";

/** The English texts that the first page needs, by the place that shows them; `words` are those of several places. */
export const en = { market, settings, shell, watchlists, words } as const;
