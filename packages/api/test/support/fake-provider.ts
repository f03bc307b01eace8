import type { HistoryStep } from "@cryptodesk/shared/market/timeframe";
import type {
  Batch,
  CandleDraft,
  Capability,
  ListingDraft,
  MarketProvider,
  PricePointDraft,
  SetAsideDraft,
} from "../../src/domains/market/providers/market-provider.ts";

/** A provider that says what the test put into it, by the port's rules. */
export interface FakeProvider extends MarketProvider {
  /** The coins it lists now, largest first. */
  coins: ListingDraft[];
  /** Rows of its answers that it sets aside, on the first page. */
  setAside: SetAsideDraft[];
  /** Thrown by every call while it is not null. */
  failure: Error | null;
  /** Hourly or daily points; null: the coin is not known. */
  points: (externalId: string, step: HistoryStep) => PricePointDraft[] | null;
  /** Candles of every pair; a call gives at most 1,000 of them. */
  candleSeries: CandleDraft[];
  /** What it was asked for, in order. */
  readonly asked: string[];
}

const MAX_CANDLES = 1_000;

export interface FakeProviderOptions {
  id?: MarketProvider["id"];
  simulated?: boolean;
  capabilities?: readonly Capability[];
  pageSize?: number;
  coins?: ListingDraft[];
  historyReachDays?: MarketProvider["historyReachDays"];
}

export function createFakeProvider(options: FakeProviderOptions = {}): FakeProvider {
  const asked: string[] = [];
  const note = (question: string, signal: AbortSignal) => {
    signal.throwIfAborted();
    asked.push(question);
    if (provider.failure) throw provider.failure;
  };
  const provider: FakeProvider = {
    id: options.id ?? "coingecko",
    name: `Fake ${options.id ?? "coingecko"}`,
    simulated: options.simulated ?? false,
    access: "keyless",
    capabilities: new Set(options.capabilities ?? ["listings", "quotes"]),
    pageSize: options.pageSize ?? 250,
    ...((options.id ?? "coingecko") === "coingecko" && { namesCoins: true as const }),
    historyReachDays: options.historyReachDays ?? { "1h": 90, "1d": 365 },
    instantHistory: false,
    coins: options.coins ?? [],
    setAside: [],
    failure: null,
    points: () => null,
    candleSeries: [],
    asked,
    async listings({ page, pageSize }, { signal }) {
      note(`listings ${page}`, signal);
      const rows = provider.coins.slice((page - 1) * pageSize, page * pageSize);
      return batch(rows, page === 1 ? provider.setAside : []);
    },
    async quotes(externalIds, { signal }) {
      note(`quotes ${externalIds.join(",")}`, signal);
      return batch(
        provider.coins.filter(({ externalId }) => externalIds.includes(externalId)),
        [],
      );
    },
    async history({ externalId, step, from, to }, { signal }) {
      note(`${step} ${externalId} ${from.toISOString()} ${to.toISOString()}`, signal);
      return (provider.points(externalId, step) ?? []).filter(({ at }) => at >= from && at < to);
    },
    pairFor: (symbol) => `${symbol}USDT`,
    async candles({ market, timeframe, from, to }, { signal }) {
      note(`${timeframe} ${market} ${from.toISOString()}`, signal);
      const inside = provider.candleSeries.filter(({ openTime }) => openTime >= from && openTime < to);
      return inside.slice(0, MAX_CANDLES);
    },
    async ping({ signal }) {
      note("ping", signal);
    },
  };
  return provider;
}

function batch(rows: ListingDraft[], setAside: SetAsideDraft[]): Batch<ListingDraft> {
  return { rows: [...rows], setAside: [...setAside], read: rows.length + setAside.length };
}
