import type { en } from "../en/en.ts";
import type { later } from "../en/later.ts";
import type { pages } from "../en/pages.ts";
import type { told as tellers } from "../en/told.ts";
import type { Translation } from "../translation.ts";
import { access } from "./access.ts";
import { account } from "./account.ts";
import { admin } from "./admin.ts";
import { coin } from "./coin.ts";
import { compare } from "./compare.ts";
import { health } from "./health.ts";
import { honestyFindings } from "./honesty-findings.ts";
import { indicators } from "./indicators.ts";
import { market } from "./market.ts";
import { overview } from "./overview.ts";
import { portfolio } from "./portfolio.ts";
import { figures } from "./portfolio-figures.ts";
import { imports } from "./portfolio-import.ts";
import { portfolioSettings } from "./portfolio-settings.ts";
import { portfolioShare } from "./portfolio-share.ts";
import { remarks } from "./remarks.ts";
import { reports } from "./reports.ts";
import { ruleProblems } from "./rule-problems.ts";
import { settings } from "./settings.ts";
import { shell } from "./shell.ts";
import { strategy } from "./strategy.ts";
import { strategyEditor } from "./strategy-editor.ts";
import { strategyMetrics } from "./strategy-metrics.ts";
import { strategyOptimiser } from "./strategy-optimiser.ts";
import { strategyPaper } from "./strategy-paper.ts";
import { strategyRun } from "./strategy-run.ts";
import { strategyTemplates } from "./strategy-templates.ts";
import { explanations } from "./told-explanations.ts";
import { imports as toldImports } from "./told-imports.ts";
import { refusals } from "./told-refusals.ts";
import { work } from "./told-work.ts";
import { transactions } from "./transactions.ts";
import { watchlists } from "./watchlists.ts";
import { words } from "./words.ts";

/** Every text of the desk in German. */
export const de: Translation<typeof en & typeof later & typeof pages & { told: typeof tellers }> = {
  access,
  account,
  admin,
  coin,
  compare,
  figures,
  health,
  honestyFindings,
  imports,
  indicators,
  market,
  overview,
  portfolio,
  portfolioSettings,
  portfolioShare,
  reports,
  remarks,
  ruleProblems,
  settings,
  shell,
  strategy,
  strategyEditor,
  strategyMetrics,
  strategyOptimiser,
  strategyPaper,
  strategyRun,
  strategyTemplates,
  told: { explanations, imports: toldImports, refusals, work },
  transactions,
  watchlists,
  words,
};
