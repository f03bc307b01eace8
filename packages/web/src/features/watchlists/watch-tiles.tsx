import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { t } from "../../catalogue/catalogue.ts";
import { ListingName } from "../../market-data/listing-name.tsx";
import { LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import type { Watchlist } from "../../stores/watchlists.ts";
import { RangeBar } from "../../ui/range-bar.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import classes from "./watch-tiles.module.css";

/** A list as small pictures: a week's line, the price, where it stands in the day's range, and the note. */
export function WatchTiles({ list, listings }: { list: Watchlist; listings: ReadonlyMap<string, ListingView> }) {
  return (
    <ul className={classes.root}>
      {list.coins.map(({ id, note }) => (
        <Tile key={id} listing={listings.get(id) ?? { id }} note={note} />
      ))}
    </ul>
  );
}

function Tile({ listing, note }: { listing: ListingView; note: string }) {
  const { low24hUsd = null, high24hUsd = null, priceUsd } = listing;
  return (
    <li className={classes.tile}>
      <ListingName listing={listing} />
      <div className={classes.price}>
        <LivePriceCell listing={listing} />
        <LiveChangeCell listing={listing} window="24h" />
      </div>
      <div className={classes.line}>
        <Sparkline values={listing.sparkline7d} />
      </div>
      {priceUsd !== undefined && (
        <div className={classes.range}>
          <RangeBar label={t("watchlists.range24h")} low={low24hUsd} high={high24hUsd} price={priceUsd} />
        </div>
      )}
      {note !== "" && <p className={classes.note}>{note}</p>}
    </li>
  );
}
