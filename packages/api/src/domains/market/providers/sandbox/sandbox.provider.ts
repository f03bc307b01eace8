import type { HistoryStep } from "@cryptodesk/shared/market/timeframe";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import {
  type Batch,
  type CandleDraft,
  type CandleRequest,
  type GlobalDraft,
  type HistoryRequest,
  type ListingDraft,
  type MarketProvider,
  type PricePointDraft,
  ProviderError,
  type TrendingDraft,
} from "../market-provider.ts";
import { DAY_MS, dayOf } from "./calendar.ts";
import { toCandleDrafts, toPricePointDraft } from "./drafts.ts";
import { fiatRates } from "./fiat-rates.ts";
import { readFrames } from "./frames.ts";
import { toListingDraft } from "./listing-draft.ts";
import { globalFigures, trendingCoins } from "./market-figures.ts";
import { type MovingCoin, SandboxMarket, type SandboxSettings } from "./sandbox-market.ts";
import { type CoinState, Snapshot } from "./snapshot.ts";

const PAGE_SIZE = 250;
const MAX_CANDLES = 1000;
const REACH_DAYS = { "5m": 7, "1h": 90, "1d": 730 } as const satisfies Record<HistoryStep, number>;

/**
 * The bundled simulated market: 250 coins whose prices, volumes and history are a pure function of the seed and the
 * time. It reads no clock and no network; the same seed and time give the same answer in every process.
 */
export function createSandboxProvider(settings: SandboxSettings): MarketProvider {
  const market = new SandboxMarket(settings);
  const snapshot = new Snapshot(market);
  const tickAt = (now: Date) => Math.floor(now.getTime() / market.tickMs) * market.tickMs;
  const draftOf = (state: CoinState) => toListingDraft(state, snapshot.activity(state), snapshot.extremes(state));
  return {
    id: "sandbox",
    name: "Sandbox (simulated market)",
    simulated: true,
    access: "keyless",
    capabilities: new Set(["listings", "quotes", "global", "trending", "rates", "history", "candles"] as const),
    pageSize: PAGE_SIZE,
    namesCoins: true,
    historyReachDays: REACH_DAYS,
    instantHistory: true,
    async listings({ page, pageSize }, call) {
      call.signal.throwIfAborted();
      const size = Math.min(pageSize, PAGE_SIZE);
      const states = snapshot.states(tickAt(call.now));
      return batch(states.slice((page - 1) * size, page * size).map(draftOf));
    },
    async quotes(externalIds, call) {
      call.signal.throwIfAborted();
      const wanted = new Set(externalIds);
      const states = snapshot.states(tickAt(call.now));
      return batch(states.filter(({ moving }) => wanted.has(moving.coin.id)).map(draftOf));
    },
    async global(call): Promise<GlobalDraft> {
      call.signal.throwIfAborted();
      const tick = tickAt(call.now);
      const states = snapshot.states(tick);
      return globalFigures(states, (state) => snapshot.activity(state), new Date(tick));
    },
    async trending(call): Promise<TrendingDraft[]> {
      call.signal.throwIfAborted();
      const states = snapshot.states(tickAt(call.now));
      return trendingCoins(states, (state) => snapshot.activity(state), call.now);
    },
    async rates(call) {
      call.signal.throwIfAborted();
      return fiatRates(market.seedKey, call.now);
    },
    async history(request: HistoryRequest, call): Promise<PricePointDraft[]> {
      call.signal.throwIfAborted();
      const moving = knownCoin(market, request.externalId, call.now);
      const earliest = call.now.getTime() - REACH_DAYS[request.step] * DAY_MS;
      const frames = readFrames(moving, {
        stepMs: TIMEFRAME_MS[request.step],
        fromMs: Math.max(request.from.getTime(), earliest),
        toMs: request.to.getTime(),
        nowMs: call.now.getTime(),
        tickMs: market.tickMs,
      });
      return frames.map((frame) => toPricePointDraft(moving, frame));
    },
    async candles(request: CandleRequest, call): Promise<CandleDraft[]> {
      call.signal.throwIfAborted();
      const moving = knownCoin(market, request.market, call.now);
      return toCandleDrafts(moving, request, call.now, market.tickMs).slice(0, MAX_CANDLES);
    },
    async ping(call) {
      call.signal.throwIfAborted();
    },
  };
}

/** A coin that is or was listed by now; one that comes later is not known yet. */
function knownCoin(market: SandboxMarket, id: string, now: Date): MovingCoin {
  const moving = market.find(id);
  if (moving && moving.coin.firstDay <= dayOf(now.getTime())) return moving;
  throw new ProviderError("sandbox", "not_found", `the sandbox market has no coin ${JSON.stringify(id)}`);
}

function batch(rows: ListingDraft[]): Batch<ListingDraft> {
  return { rows, setAside: [], read: rows.length };
}
