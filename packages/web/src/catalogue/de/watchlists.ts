import type { watchlists as en } from "../en/watchlists.ts";
import type { Translation } from "../translation.ts";

export const watchlists: Translation<typeof en> = {};
