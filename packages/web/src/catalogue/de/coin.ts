import type { coin as en } from "../en/coin.ts";
import type { Translation } from "../translation.ts";

export const coin: Translation<typeof en> = {};
