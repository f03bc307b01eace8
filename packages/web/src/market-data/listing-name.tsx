import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Link } from "@tanstack/react-router";
import TriangleAlert from "lucide-react/icons/triangle-alert";
import { t } from "../catalogue/catalogue.ts";
import { CoinIcon } from "../ui/coin-icon.tsx";
import classes from "./listing-name.module.css";
import { useLivePrice } from "./use-live-listings.ts";

/** A coin's icon, name and symbol as a link to its page, with a mark while a price of it is held back. */
export function ListingName({ listing }: { listing: ListingView }) {
  const { id, symbol = "", name = id, imageUrl } = listing;
  const quarantined = useLivePrice(id)?.change.quarantined ?? listing.quarantined ?? false;
  return (
    <span className={classes.root}>
      <CoinIcon id={id} symbol={symbol} imageUrl={imageUrl} />
      <Link to="/coins/$coinId" params={{ coinId: id }} className={classes.link} title={name}>
        <span className={classes.name}>{name}</span> <span className={classes.symbol}>{symbol}</span>
      </Link>
      {quarantined && <TriangleAlert size={14} className={classes.held} role="img" aria-label={t("words.heldBack")} />}
    </span>
  );
}
