import { access } from "./access.ts";
import { account } from "./account.ts";
import { admin } from "./admin.ts";
import { portfolio } from "./portfolio.ts";
import { figures } from "./portfolio-figures.ts";
import { imports } from "./portfolio-import.ts";
import { portfolioSettings } from "./portfolio-settings.ts";
import { portfolioShare } from "./portfolio-share.ts";
import { transactions } from "./transactions.ts";

/** Texts of accounts and portfolios, which few visits open; their pages bring them along, see `withLaterTexts`. */
export const later = {
  access,
  account,
  admin,
  figures,
  imports,
  portfolio,
  portfolioSettings,
  portfolioShare,
  transactions,
} as const;
