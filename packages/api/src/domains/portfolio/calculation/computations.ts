import { lotList } from "../figures/lot-list.ts";
import { missingList } from "../figures/missing-list.ts";
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
} as const satisfies Record<string, (ledger: HeldPortfolio, input: never, assets: NamedAssets) => unknown>;

export type ComputationName = keyof typeof COMPUTATIONS;
export type ComputationInput<N extends ComputationName> = Parameters<(typeof COMPUTATIONS)[N]>[1];
export type ComputationAnswer<N extends ComputationName> = ReturnType<(typeof COMPUTATIONS)[N]>;
