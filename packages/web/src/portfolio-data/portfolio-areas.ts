import type { Area } from "../session/use-action.ts";

/** Whose answers change with the transactions, wallets or rules of a portfolio. */
export const LEDGER_AREAS: readonly Area[] = ["portfolio", "wallet", "transaction", "figures"];
