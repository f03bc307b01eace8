import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** The largest coins with what the heat map shows. */
export function useLargest(limit: number) {
  return useQuery({
    ...trpc.market.list.queryOptions({
      limit,
      fields: ["symbol", "name", "marketCapUsd", "change1hPct", "change24hPct", "change7dPct"],
    }),
    refetchInterval: 30_000,
  });
}
