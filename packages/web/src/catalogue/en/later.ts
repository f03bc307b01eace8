import { access } from "./access.ts";
import { account } from "./account.ts";
import { admin } from "./admin.ts";

/** Texts of accounts, which few visits open; their pages bring them along, see `withLaterTexts`. */
export const later = { access, account, admin } as const;
