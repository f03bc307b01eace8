import { access } from "./access.ts";
import { coin } from "./coin.ts";
import { compare } from "./compare.ts";
import { health } from "./health.ts";
import { overview } from "./overview.ts";
import { reports } from "./reports.ts";

/** The English texts of the other pages, which bring them along; see `withLaterTexts`. */
export const later = { access, coin, compare, health, overview, reports } as const;
