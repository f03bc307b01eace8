import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { useQuery } from "@tanstack/react-query";
import { api } from "../lib/trpc.ts";

type Span = Pick<BacktestReport, "from" | "to" | "timeframe">;

/** The candles of one coin over the span of a run, as the run read them. */
export function useTradeCandles(coin: string | null, span: Span) {
  const { from, to, timeframe } = span;
  return useQuery({
    queryKey: [["strategyRun", "data"], { coin, from, to, timeframe }],
    queryFn: ({ signal }) =>
      coin === null
        ? null
        : api.strategyRun.data.mutate(
            { rules: rulesOfOne(coin, timeframe), settings: { from, to, benchmark: null } },
            { signal },
          ),
    enabled: coin !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Rules that need the candles of one coin and nothing before them. */
const rulesOfOne = (coin: string, timeframe: Span["timeframe"]): StrategyRulesInput => ({
  schema: 1,
  name: "Candles",
  universe: { kind: "coin", coin },
  timeframe,
  long: { enter: { kind: "always" } },
  sizing: { kind: "equity", pct: 100 },
});
