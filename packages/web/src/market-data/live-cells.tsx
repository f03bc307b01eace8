import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { formatPrice, formatUsd } from "../lib/format.ts";
import { Change } from "../ui/change.tsx";
import { LiveFigure } from "../ui/live-figure.tsx";
import { useLiveListing } from "./use-live-listings.ts";

// Each cell listens for its own coin, so a tick redraws figures and not rows.

export function LivePriceCell({ listing: fetched }: { listing: ListingView }) {
  const { listing, direction, moves } = useLiveListing(fetched);
  return <LiveFigure text={formatPrice(listing.priceUsd)} direction={direction} moves={moves} />;
}

export function LiveChangeCell({ listing: fetched, window }: { listing: ListingView; window: "1h" | "24h" | "7d" }) {
  const { listing } = useLiveListing(fetched);
  const pct = { "1h": listing.change1hPct, "24h": listing.change24hPct, "7d": listing.change7dPct }[window];
  return <Change pct={pct} />;
}

export function LiveAmountCell({
  listing: fetched,
  figure,
}: {
  listing: ListingView;
  figure: "marketCapUsd" | "volume24hUsd";
}) {
  const { listing } = useLiveListing(fetched);
  return <>{formatUsd(listing[figure])}</>;
}
