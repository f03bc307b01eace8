import { useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

const TEN_MINUTES_MS = 600_000;

/** What one US dollar is worth in other currencies. */
export function useRates(enabled = true) {
  return useQuery({ ...trpc.market.rates.queryOptions({}), enabled, refetchInterval: TEN_MINUTES_MS });
}
