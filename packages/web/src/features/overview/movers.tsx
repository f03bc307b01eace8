import type { TopCategory, TopList } from "@cryptodesk/shared/market/overview.contract";
import { Skeleton } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import ChevronDown from "lucide-react/icons/chevron-down";
import { useId } from "react";
import { LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import { useTop } from "../../market-data/use-top.ts";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./movers.module.css";

const ROWS = 5;
const LISTS: { category: TopCategory; title: string }[] = [
  { category: "gainers", title: "Top gainers" },
  { category: "losers", title: "Top losers" },
  { category: "trending", title: "Trending" },
];

/** The day's movers in three lists; folded away they stay away. */
export function Movers({ openAtFirst }: { openAtFirst: boolean }) {
  const id = useId();
  const [open, setOpen] = useLocalStorage({
    key: "cryptodesk-movers",
    defaultValue: openAtFirst,
    getInitialValueInEffect: false,
  });
  return (
    <section className={classes.root} aria-label="Movers of the last 24 hours">
      <button
        type="button"
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <ChevronDown size={15} aria-hidden="true" data-open={open} />
        Movers, 24 h
      </button>
      <div id={id} className={classes.lists} hidden={!open}>
        {open && LISTS.map(({ category, title }) => <Mover key={category} category={category} title={title} />)}
      </div>
    </section>
  );
}

function Mover({ category, title }: { category: TopCategory; title: string }) {
  const { data, isPending, error, refetch } = useTop(category, ROWS);
  return (
    <div className={classes.list}>
      <h2 className={classes.title}>{title}</h2>
      {isPending && <Skeleton height={ROWS * 28} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <MoverRows items={data.items} />}
    </div>
  );
}

function MoverRows({ items }: { items: TopList["items"] }) {
  if (items.length === 0) return <EmptyNotice title="Nothing yet" detail="This list fills with the next refresh." />;
  return (
    <ol className={classes.rows}>
      {items.map(({ listing }) => (
        <li key={listing.id}>
          <Link to="/coins/$coinId" params={{ coinId: listing.id }} className={classes.row}>
            <CoinIcon id={listing.id} symbol={listing.symbol} imageUrl={listing.imageUrl} size={18} />
            <span className={classes.name}>
              {listing.name} <span>{listing.symbol}</span>
            </span>
            <LivePriceCell listing={listing} />
            <span className={classes.change}>
              <LiveChangeCell listing={listing} window="24h" />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
