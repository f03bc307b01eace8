import { coin } from "./coin.ts";
import { compare } from "./compare.ts";
import { health } from "./health.ts";
import { market } from "./market.ts";
import { overview } from "./overview.ts";
import { reports } from "./reports.ts";
import { settings } from "./settings.ts";
import { watchlists } from "./watchlists.ts";

/** Texts of the pages, by the page that shows them; they are loaded beside its code, see `withPageTexts`. */
export const pages = { coin, compare, health, market, overview, reports, settings, watchlists } as const;
