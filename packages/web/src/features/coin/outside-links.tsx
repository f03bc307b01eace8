import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import { Anchor } from "@mantine/core";
import ExternalLink from "lucide-react/icons/external-link";
import { t } from "../../catalogue/catalogue.ts";

/** The coin's page at who says the price; none for a simulated coin. */
export function OutsideLinks({ listing: { id, name, source, simulated } }: { listing: Listing }) {
  const page = simulated ? null : outsidePage(source, id);
  if (page === null) return null;
  return (
    <Anchor
      href={page}
      target="_blank"
      rel="noopener noreferrer"
      size="sm"
      aria-label={t("coin.outside", { name, source })}
    >
      {source} <ExternalLink size={13} aria-hidden="true" />
    </Anchor>
  );
}

/** @returns null for a source whose addresses are not made of this desk's ids: CoinMarketCap has names of its own */
export function outsidePage(source: string, id: string): string | null {
  if (source === "coingecko") return `https://www.coingecko.com/en/coins/${encodeURIComponent(id)}`;
  return null;
}

/** The exchange pair of venue candles, at the venue. */
export function PairLink({ data }: { data: CandleSeries | PriceHistory }) {
  if (!("market" in data) || data.simulated || data.source !== "binance" || data.market === null) return null;
  return (
    <Anchor href={binancePage(data.market)} target="_blank" rel="noopener noreferrer" size="sm">
      {t("coin.pairAt", { pair: data.market, venue: "Binance" })} <ExternalLink size={13} aria-hidden="true" />
    </Anchor>
  );
}

/** @param pair as the venue writes it, e.g. BTCUSDT */
export function binancePage(pair: string): string {
  return `https://www.binance.com/en/trade/${encodeURIComponent(pair)}`;
}
