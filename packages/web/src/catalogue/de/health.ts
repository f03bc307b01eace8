import type { health as en } from "../en/health.ts";
import type { Translation } from "../translation.ts";

export const health: Translation<typeof en> = {};
