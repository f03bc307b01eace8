import type { BacktestData } from "@cryptodesk/shared/strategy/run.contract";
import { useEffect, useRef, useState } from "react";
import { BacktestClient, type InstantAnswer } from "./backtest-client.ts";
import type { InstantRequest } from "./backtest-messages.ts";
import { loadMarket } from "./load-market.ts";

/**
 * The result of the last request that was worked out, on the candles that are there; null before the first.
 * @param request null: nothing can be run now, and what was shown stays
 */
export function useInstantBacktest(
  data: BacktestData | undefined,
  request: InstantRequest | null,
): InstantAnswer | null {
  const client = useRef<BacktestClient | null>(null);
  const loaded = useRef<BacktestData | null>(null);
  const [answer, setAnswer] = useState<InstantAnswer | null>(null);
  useEffect(() => {
    loaded.current = null;
    const made = new BacktestClient(setAnswer);
    client.current = made;
    return () => made.end();
  }, []);
  useEffect(() => {
    if (!data || !client.current || !request) return;
    if (loaded.current !== data) {
      client.current.load(loadMarket(data));
      loaded.current = data;
    }
    client.current.run(request);
  }, [data, request]);
  return answer;
}
