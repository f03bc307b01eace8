import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { WatchInput } from "@cryptodesk/shared/market/stream.contract";
import type { Session } from "../../../session.ts";
import type { WatchSort } from "./watch-state.ts";

/** A watch with everything settled before the stream opens. */
export interface Watch {
  session: Session;
  input: WatchInput;
  sort: WatchSort;
  /** End after so many updates; null goes on until stopped. */
  maxTicks: number | null;
  fetchListings: () => Promise<ListingView[]>;
}
