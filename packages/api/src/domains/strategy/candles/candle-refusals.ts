import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { CandleStock, CoinColumns } from "../../market/market.public.ts";
import type { RunRequest } from "./run-request.ts";
import { isoOf, type RunSpan } from "./run-span.ts";
import type { WantedCoin } from "./wanted-coins.ts";

/** Coins that the market does not know, named each where it stands. */
export function unknownCoins(
  wanted: readonly WantedCoin[],
  similar: ReadonlyMap<string, readonly string[]>,
): DomainError {
  const errors = wanted.map(({ coin, place }) => {
    const meant = similar.get(coin) ?? [];
    const hint =
      meant.length > 0 ? `did you mean ${meant.join(" or ")}?` : "give the id of a listed coin, such as bitcoin";
    return { pointer: place, detail: `there is no coin "${coin}": ${hint}` };
  });
  return new DomainError("INVALID_INPUT", errors.map(({ detail }) => detail).join("; "), { errors });
}

/** Why nothing of a coin can be read for a span, and what could be. */
export function withoutCandles(
  { coin, place }: WantedCoin,
  stock: CandleStock,
  { rules, settingsAt }: RunRequest,
  { fromMs, toMs }: RunSpan,
): DomainError {
  const { timeframe } = rules;
  if (stock.isFetching) return beingFetched({ coin, place }, stock);
  if (stock.available.length === 0) {
    return invalidInput(place, `no candles of ${coin} are stored, and no source has any`);
  }
  const isLonger = stock.available.some(
    (each) =>
      TIMEFRAME_MS[each.timeframe] > TIMEFRAME_MS[timeframe] &&
      Math.min(each.to.getTime(), toMs) - Math.max(each.from.getTime(), fromMs) > TIMEFRAME_MS[each.timeframe],
  );
  if (isLonger) {
    return invalidInput(
      "/rules/timeframe",
      `${timeframe} is finer than what is stored of ${coin} in this span: ${listOf(stock)}. Choose a longer timeframe`,
    );
  }
  return invalidInput(
    `${settingsAt}/from`,
    `there are no ${timeframe} candles of ${coin} from ${isoOf(fromMs)} to ${isoOf(toMs)}. Stored are ${listOf(stock)}: choose a span inside`,
  );
}

/** A coin whose older candles are still on their way. */
export function beingFetched({ coin, place }: Pick<WantedCoin, "coin" | "place">, stock: CandleStock): DomainError {
  const here = stock.available.length === 0 ? "Nothing is here yet" : `Here are ${listOf(stock)}`;
  return invalidInput(
    place,
    `the history of ${coin} is being fetched. ${here}: choose a span inside, or try again in a minute`,
  );
}

/** A series that goes on as another coin. */
export function anotherCoin({ coin, place }: WantedCoin, { breaks, candles }: CoinColumns): DomainError {
  const at = breaks.find(({ isAnotherCoin }) => isAnotherCoin);
  const first = isoOf(candles.time[0] ?? 0);
  const last = isoOf(candles.time.at(-1) ?? 0);
  if (at === undefined) return invalidInput(place, `${coin} is not one unbroken series`);
  const [end, begin] = [isoOf(at.fromMs), isoOf(at.toMs)];
  return invalidInput(
    place,
    `${coin} is not one series: there are no candles from ${end} to ${begin}, and after them it costs ${at.after} USD instead of ${at.before}, as another coin would. Choose a span on one side: ${first} to ${end}, or ${begin} to ${last}`,
  );
}

function listOf({ available }: CandleStock): string {
  return available
    .map(({ timeframe, from, to }) => `${timeframe} from ${from.toISOString()} to ${to.toISOString()}`)
    .join(", ");
}
