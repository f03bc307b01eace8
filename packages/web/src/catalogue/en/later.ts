import { access } from "./access.ts";

/** Texts of pages that few visits open; their pages bring them along. */
export const later = { access } as const;
