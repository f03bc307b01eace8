import type { TopCategory, TopList } from "@cryptodesk/shared/market/overview.contract";
import type { Window } from "@cryptodesk/shared/market/source.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare, formatUsd } from "../../lib/format.ts";
import { LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import { useTop } from "../../market-data/use-top.ts";
import { CoinIcon } from "../../ui/coin-icon.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./movers.module.css";
import { WindowSwitch } from "./window-switch.tsx";

const ROWS = 8;
const BY_WINDOW = ["gainers", "losers", "volatile"] as const satisfies TopCategory[];
const OF_THE_DAY = ["volume", "trending"] as const satisfies TopCategory[];
type MoverCategory = (typeof BY_WINDOW)[number] | (typeof OF_THE_DAY)[number];

/** Who moved: gainers, losers and wide swings over a window, the most traded and the most searched coins. */
export function Movers() {
  const [window, setWindow] = useState<Window>("24h");
  return (
    <section className={classes.root} aria-label={t("overview.movers")}>
      <header className={classes.header}>
        <h2>{t("overview.movers")}</h2>
        <WindowSwitch value={window} onChange={setWindow} />
      </header>
      <div className={classes.lists}>
        {BY_WINDOW.map((category) => (
          <Mover key={category} category={category} window={window} />
        ))}
        {OF_THE_DAY.map((category) => (
          <Mover key={category} category={category} window="24h" />
        ))}
      </div>
    </section>
  );
}

function Mover({ category, window }: { category: MoverCategory; window: Window }) {
  const { data, isPending, error, refetch } = useTop(category, ROWS, window);
  return (
    <Panel title={t(`overview.top.${category}`)} note={t(`overview.topNote.${category}`)} flush>
      {isPending && <Skeleton className={classes.skeleton} style={{ "--rows": ROWS }} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && <MoverRows category={category} items={data.items} window={window} />}
    </Panel>
  );
}

function MoverRows({ category, items, window }: { category: MoverCategory; items: TopList["items"]; window: Window }) {
  if (items.length === 0) return <EmptyNotice title={t("overview.nothingYet")} detail={t("overview.fillsLater")} />;
  return (
    <ol className={classes.rows}>
      {items.map(({ listing, metric }) => (
        <li key={listing.id}>
          <Link to="/coins/$coinId" params={{ coinId: listing.id }} className={classes.row}>
            <CoinIcon id={listing.id} symbol={listing.symbol} imageUrl={listing.imageUrl} size={18} />
            <span className={classes.name}>
              {listing.name} <span>{listing.symbol}</span>
            </span>
            <LivePriceCell listing={listing} />
            <span className={classes.change}>
              {category === "volume" && formatUsd(listing.volume24hUsd)}
              {category === "volatile" && formatShare(metric)}
              {category !== "volume" && category !== "volatile" && <LiveChangeCell listing={listing} window={window} />}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
