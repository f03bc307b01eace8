import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { livePrices } from "../market-data/live-market.ts";

const SETTLE_MS = 3_000;
const VALUED = ["summary", "holdings"];

/**
 * Asks for summary and holdings again a moment after the price of something held moved. The server values them, so that
 * sums, shares and what the figures open into agree.
 * @param assetIds what is held
 */
export function useLiveRevaluation(assetIds: readonly string[]): void {
  const queryClient = useQueryClient();
  const ids = assetIds.join("\n");
  useEffect(() => {
    let due: ReturnType<typeof setTimeout> | undefined;
    const moved = () => {
      due ??= setTimeout(() => {
        due = undefined;
        for (const verb of VALUED) void queryClient.invalidateQueries({ queryKey: [["figures", verb]] });
      }, SETTLE_MS);
    };
    const stops = ids === "" ? [] : ids.split("\n").map((id) => livePrices.listen(id, moved));
    return () => {
      clearTimeout(due);
      for (const stop of stops) stop();
    };
  }, [ids, queryClient]);
}
