import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";

/** Units of what the file calls `symbol`, exact decimal text above 0. */
export interface SymbolAmount {
  symbol: string;
  quantity: string;
}

export const INCOMING = [
  "deposit",
  "staking-reward",
  "interest",
  "airdrop",
  "mining",
  "gift-in",
  "opening-balance",
] as const;
export const OUTGOING = ["withdrawal", "gift-out", "lost", "stolen", "spend"] as const;

export type EventKind = "trade" | "fee" | (typeof INCOMING)[number] | (typeof OUTGOING)[number];

/** What happened, in no exchange's words: before assets are looked up and before the portfolio's rules of booking. */
export interface ImportEvent {
  /** ISO time in UTC. */
  at: string;
  kind: EventKind;
  in?: SymbolAmount | undefined;
  out?: SymbolAmount | undefined;
  /** Units above 0; below 0 for a rebate. */
  fees?: readonly SymbolAmount[] | undefined;
  /** What it was worth without fees; `currency` is a symbol of the file. */
  value?: { amount: string; currency: string } | undefined;
  /** Never repeats within the exchange's files. */
  id?: string | null | undefined;
  note?: string | null | undefined;
  /** The exchange or wallet the row names. */
  place?: string | null | undefined;
  /** What is to be known of it although it can be used. */
  remark?: string | null | undefined;
  /** A transaction of CryptoDesk as it was: only its wallet is the import's. */
  recorded?: RecordedDraft | undefined;
}

/** A row of CryptoDesk's own file; assets are ids already. */
export type RecordedDraft = Omit<TransactionDraft, "walletId" | "toWalletId">;

/** What becomes of lines of the file. */
export type Outcome =
  | { state: "event"; lines: readonly number[]; event: ImportEvent }
  | { state: "ignored" | "refused"; lines: readonly number[]; reason: string };
