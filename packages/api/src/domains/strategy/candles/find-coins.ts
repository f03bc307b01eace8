import { remarkOf } from "@cryptodesk/quant/remarks/remark";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { MarketRuntime } from "../../market/market.public.ts";
import { type CandleSpan, type CandleStock, coinsBySymbol } from "../../market/market.public.ts";
import { beingFetched, unknownCoins, withoutCandles } from "./candle-refusals.ts";
import { type Reading, surveyFetched } from "./history-fetch.ts";
import type { RunRequest } from "./run-request.ts";
import type { RunSpan } from "./run-span.ts";
import { type Membership, rankedUniverse } from "./universe-members.ts";
import { namedCoins, type WantedCoin } from "./wanted-coins.ts";

/** A coin of a run with what there is of it. */
export interface FoundCoin {
  readonly wanted: WantedCoin;
  readonly stock: CandleStock;
  readonly members: readonly Membership[] | null;
}

export interface FoundCoins {
  /** Those with candles in the span, those of the universe first. */
  readonly coins: FoundCoin[];
  readonly remarks: Remark[];
}

interface Asked {
  readonly run: RunSpan;
  readonly span: CandleSpan;
  readonly waitMs: number;
  readonly toleratesFetching: boolean;
}

/**
 * The coins that a run reads. Of a universe of several those without candles are left out and named.
 * @throws DomainError INVALID_INPUT where a coin is unknown, is still being fetched, or none of the universe has candles
 */
export async function findCoins(
  reading: Reading,
  market: MarketRuntime,
  request: RunRequest,
  asked: Asked,
): Promise<FoundCoins> {
  const { universe } = request.rules;
  const named = namedCoins(request);
  const ranked = universe.kind === "top" ? await rankedUniverse(reading.db.primary, universe, asked.run) : null;
  const wanted = ranked === null ? named : withRanked([...ranked.members.keys()], named);
  const ids = wanted.map(({ coin }) => coin);
  const stocks = await surveyFetched(reading, market, ids, asked);
  await refuseUnknown(
    reading,
    wanted.filter(({ coin, isByDefault }) => !stocks.has(coin) && !isByDefault),
  );
  const remarks = [...(ranked?.remarks ?? [])];
  const coins: FoundCoin[] = [];
  for (const each of wanted) {
    const stock = stocks.get(each.coin);
    const isNamed = each.inUniverse && ranked === null;
    if (stock?.isFetching && isNamed && !asked.toleratesFetching) throw beingFetched(each, stock);
    if (stock === undefined || stock.source === null) {
      remarks.push(remarkOf("coin-left-out", { coin: each.coin, timeframe: asked.span.timeframe }));
      continue;
    }
    coins.push({ wanted: each, stock, members: ranked?.members.get(each.coin) ?? null });
  }
  const isEmpty = !coins.some(({ wanted: { inUniverse } }) => inUniverse);
  const isOnItsWay = asked.toleratesFetching && [...stocks.values()].some(({ isFetching }) => isFetching);
  if (isEmpty && !isOnItsWay) throw refusal(wanted, stocks, request, asked.run);
  return { coins, remarks };
}

/** Coins by rank are part of the universe; one that is named elsewhere too is read once. */
function withRanked(ranked: readonly string[], named: readonly WantedCoin[]): WantedCoin[] {
  const members = ranked.map((coin) => ({ coin, place: "/rules/universe", inUniverse: true, isByDefault: true }));
  return [...members, ...named.filter(({ coin }) => !ranked.includes(coin))];
}

async function refuseUnknown({ db }: Reading, unknown: readonly WantedCoin[]): Promise<void> {
  if (unknown.length === 0) return;
  const bySymbol = await coinsBySymbol(
    db.primary,
    unknown.map(({ coin }) => coin),
  );
  const similar = new Map(
    unknown.map(({ coin }) => [coin, (bySymbol.get(coin.toLowerCase()) ?? []).slice(0, 3).map(({ id }) => id)]),
  );
  throw unknownCoins(unknown, similar);
}

function refusal(
  wanted: readonly WantedCoin[],
  stocks: ReadonlyMap<string, CandleStock>,
  request: RunRequest,
  run: RunSpan,
): Error {
  const first = wanted.find(({ inUniverse }) => inUniverse);
  const stock = first && stocks.get(first.coin);
  if (first && stock) return withoutCandles(first, stock, request, run);
  return invalidInput(
    "/rules/universe",
    "no market caps are known yet: try again when the first coins are listed, or name coins",
  );
}
