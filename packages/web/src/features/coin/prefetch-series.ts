import { queryClient } from "../../lib/query-client.ts";
import { trpc } from "../../lib/trpc.ts";
import { candleInput } from "./chart-span.ts";
import { type CoinSearch, lookOf } from "./coin-search.ts";

/** Asks for a coin's candles beside the coin itself, so that the chart does not wait for it. A line asks by itself. */
export function prefetchSeries(id: string, search: CoinSearch): void {
  const { span, kind } = lookOf(search);
  if (kind === "candles") void queryClient.prefetchQuery(trpc.market.candles.queryOptions(candleInput(id, span)));
}
