import { coin } from "./coin.ts";
import { compare } from "./compare.ts";
import { health } from "./health.ts";
import { overview } from "./overview.ts";
import { reports } from "./reports.ts";

/** Texts of the pages behind the first one; see `withPageTexts`. */
export const pages = { coin, compare, health, overview, reports } as const;
