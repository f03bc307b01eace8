import { access } from "./access.ts";
import { account } from "./account.ts";
import { admin } from "./admin.ts";

/** Texts of pages that few visits open; their pages bring them along. */
export const later = { access, account, admin } as const;
