import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Link } from "@tanstack/react-router";
import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatUsd } from "../../lib/format.ts";
import { LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import classes from "./listings-list.module.css";
import { SelectCell } from "./selection.tsx";

const ROW_PX = 60;
const FETCH_AHEAD = 20;

/** The market for narrow screens: one coin a line, as much as fits without scrolling sideways. */
export function ListingsList({ listings, hasMore, onMore, dimmed, choosing }: ListingsListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(list.current?.offsetTop ?? 0), []);
  const virtualizer = useWindowVirtualizer({
    count: listings.length,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: offset,
  });
  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastVisible >= listings.length - FETCH_AHEAD) onMore();
  }, [hasMore, lastVisible, listings.length, onMore]);
  return (
    <ul
      ref={list}
      className={classes.list}
      style={{ height: virtualizer.getTotalSize() }}
      data-dimmed={dimmed}
      aria-label={t("market.caption")}
    >
      {visible.map(({ index, start }) => {
        const listing = listings[index];
        return (
          listing && (
            <li
              key={listing.id}
              className={classes.item}
              style={{ transform: `translateY(${start - offset}px)` }}
              aria-setsize={hasMore ? -1 : listings.length}
              aria-posinset={index + 1}
            >
              {choosing && (
                <span className={classes.mark}>
                  <SelectCell id={listing.id} name={listing.name ?? listing.id} />
                </span>
              )}
              <ListingLine listing={listing} />
            </li>
          )
        );
      })}
    </ul>
  );
}

interface ListingsListProps {
  listings: ListingView[];
  hasMore: boolean;
  onMore: () => void;
  dimmed: boolean;
  /** Every line has a mark to select its coin. */
  choosing: boolean;
}

const ListingLine = memo(function ListingLine({ listing }: { listing: ListingView }) {
  const { id, symbol = "", name = id, rank, imageUrl, marketCapUsd, sparkline7d } = listing;
  return (
    <Link to="/coins/$coinId" params={{ coinId: id }} className={classes.line}>
      <CoinIcon id={id} symbol={symbol} imageUrl={imageUrl} size={28} />
      <span className={classes.names}>
        <span className={classes.name}>{name}</span>
        <span className={classes.meta}>
          {rank !== null && rank !== undefined && <span>#{rank}</span>}
          <span className={classes.symbol}>{symbol}</span>
          <span>{formatUsd(marketCapUsd)}</span>
        </span>
      </span>
      <span className={classes.chart}>
        <Sparkline values={sparkline7d} />
      </span>
      <span className={classes.figures}>
        <LivePriceCell listing={listing} />
        <LiveChangeCell listing={listing} window="24h" />
      </span>
    </Link>
  );
});
