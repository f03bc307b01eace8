import type { SetAsideReason } from "@cryptodesk/shared/market/provider.contract";
import type { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { HistoryStep, Timeframe } from "@cryptodesk/shared/market/timeframe";

/** What a provider can be asked for. */
export type Capability = "listings" | "quotes" | "global" | "trending" | "rates" | "history" | "candles";

/** A coin's latest figures as one provider gives them, normalised: decimals as plain text, unknown as null, times in UTC. */
export interface ListingDraft {
  /** The provider's own key of the coin: CoinGecko's id, CoinMarketCap's number. */
  externalId: string;
  /** Human-readable key (CoinGecko id, CoinMarketCap slug); becomes the coin id where no cross-reference exists yet. */
  slug: string;
  symbol: string;
  name: string;
  imageUrl: string | null;
  rank: number | null;
  priceUsd: string;
  marketCapUsd: string | null;
  fullyDilutedValuationUsd: string | null;
  volume24hUsd: string | null;
  high24hUsd: string | null;
  low24hUsd: string | null;
  change1hPct: number | null;
  change24hPct: number | null;
  change7dPct: number | null;
  circulatingSupply: string | null;
  totalSupply: string | null;
  maxSupply: string | null;
  athUsd: string | null;
  athAt: Date | null;
  athChangePct: number | null;
  atlUsd: string | null;
  atlAt: Date | null;
  atlChangePct: number | null;
  /** null: this answer does not say (keep what is known). */
  categories: string[] | null;
  listedAt: Date | null;
  /** The provider's own time of the price. */
  asOf: Date;
}

/** A row that is not used, and why. It never fails the page. */
export interface SetAsideDraft {
  externalId: string | null;
  reason: SetAsideReason;
  detail: string;
  /** The row as received, cut to 500 characters. */
  sample: string;
}

/** `read` counts the rows of the answer: `read === rows.length + setAside.length`. */
export interface Batch<Row> {
  rows: Row[];
  setAside: SetAsideDraft[];
  read: number;
}

export interface GlobalDraft {
  totalMarketCapUsd: string | null;
  totalVolume24hUsd: string | null;
  marketCapChange24hPct: number | null;
  /** Largest shares of market cap in percent, by upper-case symbol as the provider names them. */
  dominancePct: { symbol: string; pct: number }[];
  asOf: Date;
}

/** Fiat money against the US dollar; `perUsd` is units for one dollar, the dollar itself left out. */
export interface RatesDraft {
  rates: { currency: string; name: string; perUsd: string }[];
  asOf: Date;
}

export interface TrendingDraft {
  externalId: string;
  symbol: string;
  name: string;
  /** 1 is the most searched. */
  position: number;
}

/** One observation of history; `at` is the start of its interval. OHL are known only where the source gives them. */
export interface PricePointDraft {
  at: Date;
  priceUsd: string;
  openUsd: string | null;
  highUsd: string | null;
  lowUsd: string | null;
  marketCapUsd: string | null;
  volume24hUsd: string | null;
}

export interface CandleDraft {
  openTime: Date;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string | null;
  /** false while the interval is still running. */
  complete: boolean;
}

/** How a call is limited and recognised. Every provider passes `signal` on to whatever it waits for. */
export interface ProviderCall {
  signal: AbortSignal;
  /** The time to judge "unfinished" and "future" by. */
  now: Date;
  /** Work that can wait: it leaves a part of every minute's requests to prices and to people. */
  patient?: boolean;
}

export interface HistoryRequest {
  externalId: string;
  step: HistoryStep;
  from: Date;
  /** Exclusive. */
  to: Date;
}

export interface CandleRequest {
  /** Exchange pair, e.g. BTCUSDT; for a provider without pairs its own coin key. */
  market: string;
  timeframe: Timeframe;
  from: Date;
  /** Exclusive. */
  to: Date;
}

/**
 * The port that every market-data source implements; what a source lacks it leaves out of `capabilities` and does not
 * implement. Methods do one logical request through the `HttpGate` they were built with (which holds timeout, retry,
 * breaker and budget) and throw `ProviderError`; they never wait longer than the gate allows and never retry themselves.
 */
export interface MarketProvider {
  readonly id: ProviderId;
  readonly name: string;
  readonly simulated: boolean;
  readonly access: "keyless" | "demo" | "pro" | "key" | "none";
  readonly capabilities: ReadonlySet<Capability>;
  /** Rows per page that `listings` serves at most. */
  readonly pageSize: number;
  /** How far back `history` reaches for each step, in days; a step that is missing cannot be asked for. */
  readonly historyReachDays: Partial<Record<HistoryStep, number>>;
  /** History is computed, not fetched: cheap enough to answer a request with. */
  readonly instantHistory: boolean;

  /** Its keys are the coin ids of the desk where it knows the coin; the first such provider in line names them. */
  readonly namesCoins?: true;

  /**
   * Only an exchange has this: the pair against the dollar that a ticker would trade as there, or null for a ticker that
   * cannot be one. Its candles are stored; those of aggregators are not, points say the same.
   */
  pairFor?(symbol: string): string | null;
  /** The largest coins by market cap; `page` starts at 1. */
  listings?(request: { page: number; pageSize: number }, call: ProviderCall): Promise<Batch<ListingDraft>>;
  /** Latest figures of the named coins (provider keys, at most 100). */
  quotes?(externalIds: readonly string[], call: ProviderCall): Promise<Batch<ListingDraft>>;
  global?(call: ProviderCall): Promise<GlobalDraft>;
  rates?(call: ProviderCall): Promise<RatesDraft>;
  trending?(call: ProviderCall): Promise<TrendingDraft[]>;
  /** Ascending, one point for each interval, inside [from, to). */
  history?(request: HistoryRequest, call: ProviderCall): Promise<PricePointDraft[]>;
  /** Ascending, unfinished ones marked, inside [from, to); the provider may cap a call at 1,000 candles from `from`. */
  candles?(request: CandleRequest, call: ProviderCall): Promise<CandleDraft[]>;
  /** Answers when the provider can be reached and accepts our access. */
  ping(call: ProviderCall): Promise<void>;
}

/** Why a provider's answer could not be used. `retryable` errors count against the breaker. */
export type ProviderErrorKind =
  | "timeout"
  | "network"
  | "throttled"
  | "server"
  | "unusable_body"
  | "bad_key"
  | "not_found"
  | "bad_request"
  | "breaker_open"
  | "budget_spent";

export class ProviderError extends Error {
  readonly provider: ProviderId;
  readonly kind: ProviderErrorKind;
  readonly status: number | null;
  /** The wait that the provider asked for, already capped; null when it asked for none. */
  readonly retryAfterMs: number | null;

  constructor(
    provider: ProviderId,
    kind: ProviderErrorKind,
    message: string,
    options: { status?: number; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ProviderError";
    this.provider = provider;
    this.kind = kind;
    this.status = options.status ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
