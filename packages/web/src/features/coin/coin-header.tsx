import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { Badge, Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime, formatPrice } from "../../lib/format.ts";
import { idsText } from "../../lib/id-list.ts";
import { useLiveListing, useStreamPhase } from "../../market-data/use-live-listings.ts";
import { WatchButton } from "../../market-data/watch-button.tsx";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { LiveFigure } from "../../ui/live-figure.tsx";
import classes from "./coin-header.module.css";
import { OutsideLinks } from "./outside-links.tsx";

/** Who the coin is and what it costs now, who says so and since when. */
export function CoinHeader({ coin }: { coin: CoinDetail }) {
  const { listing, direction, moves } = useLiveListing(coin.listing);
  const live = useStreamPhase() === "live";
  // A title stays in sight when the tab is not: an old price in it would pass for today's.
  const price = live ? ` ${formatPrice(listing.priceUsd)}` : "";
  useDocumentTitle(`${listing.symbol}${price} · ${listing.name} · CryptoDesk`);
  return (
    <header className={classes.root}>
      <div className={classes.identity}>
        <CoinIcon id={listing.id} symbol={listing.symbol} imageUrl={listing.imageUrl} size={40} />
        <div className={classes.names}>
          <h1 tabIndex={-1} className={classes.name}>
            {listing.name} <span>{listing.symbol}</span>
          </h1>
          <div className={classes.tags}>
            <Badge variant="light" size="sm">
              {listing.rank === null ? t("coin.unrankedBadge") : t("coin.rankBadge", { rank: listing.rank })}
            </Badge>
            {listing.categories.slice(0, 4).map((category) => (
              <Badge key={category} variant="default" size="sm" className={classes.category}>
                {category}
              </Badge>
            ))}
          </div>
        </div>
      </div>
      <div className={classes.actions}>
        <WatchButton id={listing.id} name={listing.name} />
        <Button
          size="sm"
          variant="default"
          renderRoot={(props) => <Link {...props} to="/compare" search={{ ids: idsText([listing.id]) }} />}
        >
          {t("coin.compareWith")}
        </Button>
        <OutsideLinks listing={listing} />
      </div>
      <div className={classes.price}>
        <span className={classes.now}>
          <LiveFigure text={formatPrice(listing.priceUsd)} direction={direction} moves={moves} />
        </span>
        <dl className={classes.changes}>
          <ChangeOver label={t("overview.windows.1h")} pct={listing.change1hPct} />
          <ChangeOver label={t("overview.windows.24h")} pct={listing.change24hPct} />
          <ChangeOver label={t("overview.windows.7d")} pct={listing.change7dPct} />
        </dl>
        <p className={classes.source} title={`${listing.source}, ${formatDateTime(listing.asOf)}`}>
          {listing.simulated && `${t("words.simulated")}, `}
          {listing.source}, <Age at={listing.asOf} />
        </p>
      </div>
    </header>
  );
}

function ChangeOver({ label, pct }: { label: string; pct: number | null }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Change pct={pct} />
      </dd>
    </div>
  );
}
