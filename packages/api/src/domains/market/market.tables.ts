import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import type { ColumnType, Generated } from "kysely";

/** numeric columns: read as exact text, written as text. */
type Numeric = string;
type Time = ColumnType<Date, Date | string, Date | string>;

/** What a coin is; changes rarely. `no` is the short key of the price tables. */
export interface CoinTable {
  no: Generated<number>;
  id: string;
  symbol: string;
  name: string;
  image_url: string | null;
  categories: string[];
  listed_at: Time;
}

/** A coin's latest figures. `version` is the market version that last changed them. */
export interface ListingTable {
  coin_no: number;
  rank: number | null;
  price_usd: Numeric;
  market_cap_usd: Numeric | null;
  fully_diluted_valuation_usd: Numeric | null;
  volume_24h_usd: Numeric | null;
  high_24h_usd: Numeric | null;
  low_24h_usd: Numeric | null;
  change_1h_pct: number | null;
  change_24h_pct: number | null;
  change_7d_pct: number | null;
  circulating_supply: Numeric | null;
  total_supply: Numeric | null;
  max_supply: Numeric | null;
  ath_usd: Numeric | null;
  ath_at: Time | null;
  ath_change_pct: number | null;
  atl_usd: Numeric | null;
  atl_at: Time | null;
  atl_change_pct: number | null;
  source: string;
  as_of: Time;
  received_at: Time;
  quarantined: boolean;
  version: number;
}

/** One row: which market this database holds, and its version. */
export interface MarketStateTable {
  singleton: Generated<boolean>;
  mode: "live" | "sandbox" | null;
  version: number;
  last_refresh_at: Time | null;
  rolled_up_until: Time | null;
}

/** Partitioned by month. `step` in minutes: 5, 60 or 1440. */
export interface PricePointTable {
  coin_no: number;
  step: number;
  at: Time;
  price_usd: Numeric;
  open_usd: Numeric | null;
  high_usd: Numeric | null;
  low_usd: Numeric | null;
  market_cap_usd: Numeric | null;
  volume_24h_usd: Numeric | null;
  source: string;
}

/** Candles of one exchange pair, partitioned by timeframe. */
export interface CandleTable {
  coin_no: number;
  timeframe: string;
  open_time: Time;
  open: Numeric;
  high: Numeric;
  low: Numeric;
  close: Numeric;
  volume: Numeric | null;
  complete: boolean;
  source: string;
  market: string;
}

/** How far history has been fetched. `reached` only moves back; `state` is complete once it arrived. */
export interface HistoryCoverageTable {
  coin_no: number;
  series: "5m" | "1h" | "1d" | "candles-1h" | "candles-1d";
  reached: Time | null;
  state: "pending" | "complete" | "none";
  attempts: number;
  last_error: string | null;
  updated_at: Time;
}

export interface CoinReferenceTable {
  provider: string;
  external_id: string;
  coin_id: string;
  matched_by: string;
  created_at: Time;
}

/** What other sources than the listing's say of a coin, for comparison. */
export interface SecondQuoteTable {
  coin_no: number;
  source: string;
  price_usd: Numeric;
  as_of: Time;
}

export interface QuarantineTable {
  id: string;
  coin_id: string;
  last_good_usd: Numeric;
  proposed_usd: Numeric;
  change_pct: number;
  source: string;
  proposed_as_of: Time;
  detected_at: Time;
  observations: number;
  state: string;
  resolved_at: Time | null;
  note: string | null;
}

export interface SetAsideTable {
  provider: string;
  external_id: string;
  reason: string;
  detail: string;
  sample: string;
  first_seen_at: Time;
  last_seen_at: Time;
  times: number;
}

export interface MarketTotalTable {
  at: Time;
  source: string;
  total_market_cap_usd: Numeric | null;
  total_volume_24h_usd: Numeric | null;
  market_cap_change_24h_pct: number | null;
}

/** The latest answer of one provider, whole. */
export interface FiatRateTable {
  currency: string;
  name: string;
  per_usd: Numeric;
  source: string;
  as_of: Time;
}

/** What was said of a day, its last word. `day` is `YYYY-MM-DD`. */
export interface FiatRateDayTable {
  currency: string;
  day: ColumnType<Date | string, string, string>;
  per_usd: Numeric;
  source: string;
  as_of: Time;
}

export interface TrendingTable {
  position: number;
  source: string;
  external_id: string;
  symbol: string;
  name: string;
  as_of: Time;
}

export interface SparklineTable {
  coin_no: number;
  points: (number | null)[];
  updated_at: Time;
}

export interface MarketReportTable {
  date: string;
  body: ColumnType<MarketReport, string, string>;
  written_at: Time;
}

export interface ProviderStateTable {
  provider: string;
  snapshot: ColumnType<Record<string, unknown>, string, string>;
  updated_at: Time;
}

export interface ProviderCallsTable {
  provider: string;
  hour: Time;
  calls: number;
  failures: number;
}

export interface ProviderBudgetTable {
  provider: string;
  window_start: Time;
  used: number;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    coin: CoinTable;
    listing: ListingTable;
    market_state: MarketStateTable;
    price_point: PricePointTable;
    candle: CandleTable;
    history_coverage: HistoryCoverageTable;
    coin_reference: CoinReferenceTable;
    second_quote: SecondQuoteTable;
    quarantine: QuarantineTable;
    set_aside: SetAsideTable;
    market_total: MarketTotalTable;
    trending: TrendingTable;
    fiat_rate: FiatRateTable;
    fiat_rate_day: FiatRateDayTable;
    sparkline: SparklineTable;
    market_report: MarketReportTable;
    provider_state: ProviderStateTable;
    provider_calls: ProviderCallsTable;
    provider_budget: ProviderBudgetTable;
  }
}
