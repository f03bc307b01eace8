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

/** @returns null for a source whose addresses are not made of coin ids */
export function outsidePage(source: string, id: string): string | null {
  if (source === "coingecko") return `https://www.coingecko.com/en/coins/${encodeURIComponent(id)}`;
  if (source === "coinmarketcap") return `https://coinmarketcap.com/currencies/${encodeURIComponent(id)}/`;
  return null;
}
