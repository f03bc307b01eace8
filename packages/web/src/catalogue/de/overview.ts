import type { overview as en } from "../en/overview.ts";
import type { Translation } from "../translation.ts";

export const overview: Translation<typeof en> = {};
