import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { Window } from "@cryptodesk/shared/market/source.contract";
import { Skeleton, VisuallyHidden } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatPercent, formatUsd } from "../../lib/format.ts";
import { Change, directionOf } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import classes from "./heat-map.module.css";
import { FULL_COLOUR_PCT, type HeatCoin, type HeatTile, heatOf, layoutTouchable } from "./heat-map-layout.ts";
import { useLargest } from "./use-largest.ts";
import { WindowSwitch } from "./window-switch.tsx";

const COINS = 60;
// Smaller tiles show no figure, the smallest no symbol; their names are in the title and for screen readers.
const SYMBOL_PX = { letter: 9, margins: 6, height: 18 };
const CHANGE_PX = { width: 52, height: 36 };

/** The largest coins as tiles: size is market cap, colour and figure the change. */
export function HeatMap() {
  const [window, setWindow] = useState<Window>("24h");
  const [asTable, setAsTable] = useState(false);
  const { data, isPending, error, refetch } = useLargest(COINS);
  const coins = useMemo(() => data?.items.map((listing) => toCoin(listing, window)) ?? [], [data, window]);
  return (
    <Panel
      title={t("overview.heatMap")}
      note={t("overview.heatMapNote", { count: COINS })}
      actions={
        <>
          <WindowSwitch value={window} onChange={setWindow} />
          <Segments
            size="xs"
            label={t("overview.heatMap")}
            value={asTable ? "table" : "map"}
            options={[
              { value: "map", label: t("overview.map") },
              { value: "table", label: t("overview.table") },
            ]}
            onChange={(value) => setAsTable(value === "table")}
          />
        </>
      }
    >
      {isPending && (
        <>
          <Skeleton className={classes.map} />
          <p className={classes.room} />
        </>
      )}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && coins.length === 0 && <EmptyNotice title={t("overview.nothingYet")} detail={t("overview.fillsLater")} />}
      {data && coins.length > 0 && !asTable && <Tiles coins={coins} window={window} />}
      {data && coins.length > 0 && asTable && <HeatTable coins={coins} window={window} />}
      {(isPending || coins.length > 0) && <p className={classes.summary}>{data && summaryOf(coins, window)}</p>}
    </Panel>
  );
}

function toCoin(listing: ListingView, window: Window): HeatCoin {
  const { id, symbol = "", name = id, marketCapUsd = null } = listing;
  const changes = { "1h": listing.change1hPct, "24h": listing.change24hPct, "7d": listing.change7dPct };
  return { id, symbol, name, marketCapUsd, changePct: changes[window] ?? null };
}

function summaryOf(coins: readonly HeatCoin[], window: Window): string {
  const known = coins.flatMap((coin) => (coin.changePct === null ? [] : [{ ...coin, changePct: coin.changePct }]));
  const sorted = known.toSorted((left, right) => right.changePct - left.changePct);
  const [best, worst] = [sorted[0], sorted.at(-1)];
  if (!best || !worst) return t("overview.heatMapUnknown");
  return t("overview.heatMapSummary", {
    window: t(`overview.windows.${window}`),
    up: known.filter(({ changePct }) => changePct > 0).length,
    count: known.length,
    best: best.name,
    bestChange: formatPercent(best.changePct),
    worst: worst.name,
    worstChange: formatPercent(worst.changePct),
  });
}

function Tiles({ coins, window }: { coins: readonly HeatCoin[]; window: Window }) {
  const { ref, width, height } = useElementSize();
  const tiles = useMemo(() => layoutTouchable(coins, width, height), [coins, width, height]);
  return (
    <>
      <div ref={ref} className={classes.map}>
        {tiles.map((tile) => (
          <Tile key={tile.coin.id} tile={tile} window={window} />
        ))}
      </div>
      <p className={classes.room}>
        {tiles.length < coins.length && t("overview.heatMapRoom", { shown: tiles.length, count: coins.length })}
      </p>
    </>
  );
}

function Tile({ tile, window }: { tile: HeatTile; window: Window }) {
  const { coin, x, y, width, height } = tile;
  const heat = heatOf(coin.changePct, FULL_COLOUR_PCT[window]);
  const named = width >= SYMBOL_PX.letter * coin.symbol.length + SYMBOL_PX.margins && height >= SYMBOL_PX.height;
  const figured = width >= CHANGE_PX.width && height >= CHANGE_PX.height;
  const change = formatPercent(coin.changePct);
  const rest = [coin.name, formatUsd(coin.marketCapUsd), ...(figured ? [] : [change])].join(", ");
  return (
    <Link
      to="/coins/$coinId"
      params={{ coinId: coin.id }}
      className={classes.tile}
      data-direction={directionOf(coin.changePct)}
      style={{ insetInlineStart: x, top: y, width, height, "--heat": `${12 + 34 * (heat ?? 0)}%` }}
      title={`${coin.name}, ${formatUsd(coin.marketCapUsd)}, ${change}`}
    >
      {named && (
        <span className={classes.symbol} data-large={width > 110 && height > 70}>
          {coin.symbol}
        </span>
      )}
      {figured && <span>{change}</span>}
      <VisuallyHidden>{rest}</VisuallyHidden>
    </Link>
  );
}

function HeatTable({ coins, window }: { coins: readonly HeatCoin[]; window: Window }) {
  return (
    <DataTable
      numbers={[1, 2]}
      label={t("overview.heatMap")}
      head={[t("words.coin"), t("words.marketCap"), `${t("words.change")} ${t(`overview.windows.${window}`)}`]}
      rows={coins.map((coin) => ({
        key: coin.id,
        cells: [
          <Link key="coin" to="/coins/$coinId" params={{ coinId: coin.id }}>
            {coin.name} {coin.symbol}
          </Link>,
          formatUsd(coin.marketCapUsd),
          <Change key="change" pct={coin.changePct} />,
        ],
      }))}
    />
  );
}
