import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { livePrices, marketStream } from "./live-market.ts";
import type { StreamSnapshot } from "./market-stream.ts";
import { type LivePrice, mergeListing } from "./merge-listing.ts";
import type { StreamState } from "./stream-state.ts";
import { UnseenRest } from "./unseen-rest.ts";

const SEEN_CHANNEL = "cryptodesk-seen";

/** Keeps the page's stream open while mounted, seen and allowed; the shell does so once. */
export function useMarketStream(allowed: boolean): void {
  useEffect(() => {
    if (!allowed) return;
    const others = new BroadcastChannel(SEEN_CHANNEL);
    const unseen = new UnseenRest({
      stream: marketStream,
      hidden: () => document.hidden,
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
      tellSeen: () => others.postMessage(null),
    });
    const online = () => marketStream.networkChanged(true);
    const offline = () => marketStream.networkChanged(false);
    const turned = () => unseen.turned();
    others.addEventListener("message", () => unseen.otherSeen());
    document.addEventListener("visibilitychange", turned);
    window.addEventListener("online", online);
    window.addEventListener("offline", offline);
    unseen.begin();
    return () => {
      unseen.stop();
      others.close();
      document.removeEventListener("visibilitychange", turned);
      window.removeEventListener("online", online);
      window.removeEventListener("offline", offline);
      marketStream.stop();
    };
  }, [allowed]);
}

/** Where the stream stands. */
export function useStreamSnapshot(): StreamSnapshot {
  return useSyncExternalStore(marketStream.listen, marketStream.snapshot);
}

/** Whether the stream is open, without redrawing at every tick. */
export function useStreamPhase(): StreamState["phase"] {
  return useSyncExternalStore(marketStream.listen, () => marketStream.snapshot().state.phase);
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
