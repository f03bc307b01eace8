import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { Badge } from "@mantine/core";
import { formatDateTime, formatPrice } from "../../lib/format.ts";
import { useLiveListing } from "../../market-data/use-live-listings.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { LiveFigure } from "../../ui/live-figure.tsx";
import classes from "./coin-header.module.css";

/** Who the coin is and what it costs now, who says so and since when. */
export function CoinHeader({ coin }: { coin: CoinDetail }) {
  const { listing, direction, moves } = useLiveListing(coin.listing);
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
              {listing.rank === null ? "Unranked" : `Rank ${listing.rank}`}
            </Badge>
            {listing.categories.slice(0, 4).map((category) => (
              <Badge key={category} variant="default" size="sm" className={classes.category}>
                {category}
              </Badge>
            ))}
          </div>
        </div>
      </div>
      <div className={classes.price}>
        <span className={classes.now}>
          <LiveFigure text={formatPrice(listing.priceUsd)} direction={direction} moves={moves} />
        </span>
        <dl className={classes.changes}>
          <ChangeOver label="1 h" pct={listing.change1hPct} />
          <ChangeOver label="24 h" pct={listing.change24hPct} />
          <ChangeOver label="7 d" pct={listing.change7dPct} />
        </dl>
        <p className={classes.source} title={`${listing.source}, ${formatDateTime(listing.asOf)}`}>
          {listing.simulated ? "Simulated, " : ""}
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
