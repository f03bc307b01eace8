import { explainFigure } from "../figures/explain/explain-figure.ts";
import { gainsReport } from "../figures/gains-report.ts";
import { incomeReport } from "../figures/income-report.ts";
import { lotList } from "../figures/lot-list.ts";
import { methodComparison } from "../figures/method-comparison.ts";
import { missingList } from "../figures/missing-list.ts";
import { performanceReport } from "../figures/performance-report.ts";
import { comparedPortfolio } from "../figures/portfolio-comparison.ts";
import { preview } from "../figures/preview.ts";
import type { HeldPortfolio } from "./held-portfolio.ts";
import type { NamedAssets } from "./named-assets.ts";

/**
 * What can be asked of a portfolio's ledger, computed in the thread that holds it: pure functions of the ledger, an input
 * and the names of assets. Input and answer travel as JSON. A function that takes any `PortfolioLedger` fits.
 */
export const COMPUTATIONS = {
  lots: lotList,
  missing: missingList,
  preview,
  gains: gainsReport,
  income: incomeReport,
  performance: performanceReport,
  compared: comparedPortfolio,
  methods: methodComparison,
  explain: explainFigure,
} as const satisfies Record<string, (ledger: HeldPortfolio, input: never, assets: NamedAssets) => unknown>;

export type ComputationName = keyof typeof COMPUTATIONS;
export type ComputationInput<N extends ComputationName> = Parameters<(typeof COMPUTATIONS)[N]>[1];
export type ComputationAnswer<N extends ComputationName> = ReturnType<(typeof COMPUTATIONS)[N]>;
