import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

const FOUND = 8;

/** The coins that a typed text means, best first; the largest ones for no text. */
export function useCoinSearch(text: string, enabled = true) {
  const search = text.trim().slice(0, 100);
  return useQuery({
    ...trpc.market.list.queryOptions({
      ...(search !== "" && { search }),
      limit: FOUND,
      fields: ["symbol", "name", "imageUrl", "rank", "priceUsd", "change24hPct", "simulated"],
    }),
    enabled,
    placeholderData: keepPreviousData,
  });
}
