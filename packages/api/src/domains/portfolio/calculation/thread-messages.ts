import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { CoinName } from "../../market/market.public.ts";
import type { HeldRecord } from "./transaction-row.ts";

/** What is to be done once a thread knows a portfolio up to a revision. */
export interface Settling {
  header: PortfolioHeader;
  since: number | null;
  /** How many rows came since. */
  rows: number;
  /** Prices of every day, or of what figures need. */
  scope: "figures" | "history";
  /** Coins whose prices are wanted beside. */
  coins: readonly string[];
  /** Not recorded, but to be read as if they were. */
  drafts: readonly HeldRecord[];
  /** Calculate at once where no prices are lacking. */
  calculates: boolean;
  now: string;
}

/** `stale`: the thread does not know the revision `since` any more, and wants everything. */
export type Settled =
  | { kind: "stale" }
  | { kind: "needs"; needs: PriceNeeds }
  | { kind: "ready" }
  | { kind: "calculated"; calculated: Calculated };

/** What is said of a portfolio beside its transactions. */
export interface PortfolioHeader {
  portfolioId: string;
  currency: string;
  revision: number;
  rules: LedgerRules;
  benchmark: Benchmark | null;
  /** Rates that the owner says, as the text of a list of `DaySeries` by currency. */
  ownRates: string;
}

/** Prices that a thread lacks: coins by id with the first day that is wanted of them. */
export interface PriceNeeds {
  coins: { id: string; fromDay: string }[];
  currencies: { id: string; fromDay: string }[];
  /** Coins of which it does not know what they are called. */
  names: string[];
  /** Coins whose latest price it wants. */
  live: string[];
}

/** A live price in US dollars. */
export interface LiveQuote {
  id: string;
  priceUsd: string;
  source: string;
  asOf: string;
}

/** What a thread is asked, and what it answers. Large things travel as text that only the thread takes apart. */
export interface ThreadRequests {
  /** Some rows of transactions, as Postgres wrote them; they count once `settle` comes. */
  rows: { ask: { portfolioId: string; rows: string }; answer: null };
  /** All rows from the revision `since` up to the header's are there; `since` null: all there are. */
  settle: { ask: Settling; answer: Settled };
  prices: {
    ask: {
      /** Texts of lists of `DaySeries`, with how far back they were asked for. */
      closes: { text: string; wanted: PriceNeeds["coins"] } | null;
      rates: { text: string; wanted: PriceNeeds["currencies"] } | null;
      names: readonly CoinName[];
      live: readonly LiveQuote[];
      now: string;
    };
    answer: null;
  };
  calculate: { ask: { portfolioId: string; now: string }; answer: Calculated };
  compute: { ask: { portfolioId: string; name: string; input: string; now: string }; answer: string };
  /** Forgets a portfolio. */
  drop: { ask: { portfolioId: string }; answer: null };
}

/** What a calculation found. */
export interface Calculated {
  revision: number;
  /** Figures as JSON; null where `problem` says why there are none. */
  figures: string | null;
  /** The lots that left for other portfolios, as JSON by link; null where they are as they were told before. */
  carried: string | null;
  problem: { detail: string; transactionId: string | null } | null;
}

export type RequestKind = keyof ThreadRequests;
export type Ask<K extends RequestKind> = ThreadRequests[K]["ask"];
export type Answer<K extends RequestKind> = ThreadRequests[K]["answer"];

/** One question on its way to a thread. */
export interface ThreadQuestion {
  id: number;
  kind: RequestKind;
  ask: unknown;
}

/** And its answer. */
export type ThreadReply =
  | { id: number; answer: unknown }
  | {
      id: number;
      error: {
        /** `problem`: a transaction that contradicts itself or another; `input`: the question; `fault`: ours. */
        kind: "problem" | "input" | "fault";
        message: string;
        pointer: string | null;
        transactionId: string | null;
      };
    };
