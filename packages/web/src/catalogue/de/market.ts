import type { market as en } from "../en/market.ts";
import type { Translation } from "../translation.ts";

export const market: Translation<typeof en> = {};
