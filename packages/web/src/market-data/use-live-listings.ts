import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { livePrices, marketStream } from "./live-market.ts";
import type { StreamSnapshot } from "./market-stream.ts";
import { type LivePrice, mergeListing } from "./merge-listing.ts";

/** Keeps the page's stream open while mounted; the shell does so once. */
export function useMarketStream(): void {
  useEffect(() => {
    const online = () => marketStream.networkChanged(true);
    const offline = () => marketStream.networkChanged(false);
    marketStream.start();
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    return () => {
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      marketStream.stop();
    };
  }, []);
}

/** Where the stream stands. */
export function useStreamSnapshot(): StreamSnapshot {
  return useSyncExternalStore(marketStream.listen, marketStream.snapshot);
}

export const retryStream = (): void => marketStream.retryNow();

/** The stream's last word on one coin; undefined before it said anything. Redraws only when that coin changes. */
export function useLivePrice(id: string): LivePrice | undefined {
  const listen = useCallback((listener: () => void) => livePrices.listen(id, listener), [id]);
  return useSyncExternalStore(listen, () => livePrices.get(id));
}

/** A fetched listing with live figures, and how its price last moved. */
export function useLiveListing<L extends ListingView>(listing: L) {
  const live = useLivePrice(listing.id);
  return { listing: mergeListing(listing, live?.change), direction: live?.direction ?? null, moves: live?.moves ?? 0 };
}
