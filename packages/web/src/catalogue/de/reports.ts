import type { reports as en } from "../en/reports.ts";
import type { Translation } from "../translation.ts";

export const reports: Translation<typeof en> = {};
