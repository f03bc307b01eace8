import { access } from "./access.ts";
import { account } from "./account.ts";
import { admin } from "./admin.ts";
import { honestyFindings } from "./honesty-findings.ts";
import { indicators } from "./indicators.ts";
import { portfolio } from "./portfolio.ts";
import { figures } from "./portfolio-figures.ts";
import { imports } from "./portfolio-import.ts";
import { portfolioSettings } from "./portfolio-settings.ts";
import { portfolioShare } from "./portfolio-share.ts";
import { remarks } from "./remarks.ts";
import { ruleProblems } from "./rule-problems.ts";
import { strategy } from "./strategy.ts";
import { strategyEditor } from "./strategy-editor.ts";
import { strategyMetrics } from "./strategy-metrics.ts";
import { strategyOptimiser } from "./strategy-optimiser.ts";
import { strategyPaper } from "./strategy-paper.ts";
import { strategyRun } from "./strategy-run.ts";
import { strategyTemplates } from "./strategy-templates.ts";
import { transactions } from "./transactions.ts";

/** Texts of accounts and portfolios, which few visits open; their pages bring them along, see `withLaterTexts`. */
export const later = {
  access,
  account,
  admin,
  figures,
  honestyFindings,
  imports,
  indicators,
  portfolio,
  portfolioSettings,
  portfolioShare,
  remarks,
  ruleProblems,
  strategy,
  strategyEditor,
  strategyMetrics,
  strategyOptimiser,
  strategyPaper,
  strategyRun,
  strategyTemplates,
  transactions,
} as const;
