import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import { useEffect, useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { preferences } from "../../stores/preferences.ts";
import { modelGain, modelPrice, modelUnits } from "../../strategy-data/model-figures.ts";
import { reasonWords, sideWords } from "../../strategy-data/trade-words.ts";
import { Change } from "../../ui/change.tsx";
import { SORTS, type TradeOrder, type TradeSort } from "./trade-order.ts";
import classes from "./trade-table.module.css";

const ROW_PX = 36;
const COMPACT_ROW_PX = 28;
const CARD_PX = 88;
const OVERSCAN = 12;
const FIRST_ROW = 2;
const HEIGHT_PX = 480;
const COLUMNS = [
  "number",
  "coin",
  "side",
  "enteredAt",
  "exitedAt",
  "entryPrice",
  "exitPrice",
  "quantity",
  "profitUsd",
  "profitPct",
  "candles",
  "reason",
] as const;

/** Trades, only those in sight drawn: a table, or on a narrow screen a list. Each opens why it was entered. */
export function TradeTable({ trades, order, onSort, onOpen }: TradeTableProps) {
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const compact = useStore(preferences).density === "compact";
  const rowPx = wide ? (compact ? COMPACT_ROW_PX : ROW_PX) : CARD_PX;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: trades.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: HEIGHT_PX },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowPx]);
  const visible = virtualizer.getVirtualItems();
  const above = visible[0]?.start ?? 0;
  const below = Math.max(0, virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0));
  const shown = visible.flatMap(({ index }) => {
    const trade = trades[index];
    return trade ? [{ index, trade }] : [];
  });
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("words.tableOf", { name: t("strategyRun.trades.title") })}
    >
      {wide ? (
        <table className={classes.table} style={{ "--row": `${rowPx}px` }} aria-rowcount={trades.length + 1}>
          <caption className={classes.quiet}>{t("strategyRun.trades.caption")}</caption>
          <thead>
            <tr aria-rowindex={1}>
              {COLUMNS.map((column) => (
                <Head key={column} column={column} order={order} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={above} />
            {shown.map(({ index, trade }) => (
              <tr key={trade.number} aria-rowindex={index + FIRST_ROW}>
                <Cells trade={trade} onOpen={onOpen} />
              </tr>
            ))}
            <Spacer height={below} />
          </tbody>
        </table>
      ) : (
        <ul className={classes.cards} style={{ paddingTop: above, paddingBottom: below }}>
          {shown.map(({ trade }) => (
            <li key={trade.number} style={{ height: CARD_PX }}>
              <Card trade={trade} onOpen={onOpen} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TradeTableProps {
  trades: readonly BacktestTrade[];
  order: TradeOrder;
  onSort: (by: TradeSort) => void;
  onOpen: (trade: BacktestTrade) => void;
}

const isSort = (column: string): column is TradeSort => SORTS.some((sort) => sort === column);

function Head({
  column,
  order,
  onSort,
}: { column: (typeof COLUMNS)[number] } & Pick<TradeTableProps, "order" | "onSort">) {
  const name = t(`strategyRun.trades.columns.${column}`);
  if (!isSort(column)) return <th scope="col">{name}</th>;
  const active = order.by === column;
  const Arrow = order.descending ? ArrowDown : ArrowUp;
  return (
    <th scope="col" aria-sort={active ? (order.descending ? "descending" : "ascending") : undefined}>
      <button type="button" className={classes.sort} data-active={active} onClick={() => onSort(column)}>
        {name}
        {active && <Arrow size={13} aria-hidden="true" />}
      </button>
    </th>
  );
}

type OneTrade = { trade: BacktestTrade; onOpen: (trade: BacktestTrade) => void };

function Opener({ trade, onOpen }: OneTrade) {
  return (
    <button
      type="button"
      className={classes.opener}
      aria-label={t("strategyRun.trades.open", { number: trade.number, coin: trade.coin })}
      onClick={() => onOpen(trade)}
    >
      {formatCount(trade.number)}
    </button>
  );
}

function Cells({ trade, onOpen }: OneTrade) {
  return (
    <>
      <td>
        <Opener trade={trade} onOpen={onOpen} />
      </td>
      <td>{trade.coin}</td>
      <td>{sideWords(trade.side)}</td>
      <td>{formatDateTime(trade.enteredAt)}</td>
      <td>{formatDateTime(trade.exitedAt)}</td>
      <td>{modelPrice(trade.entryPrice)}</td>
      <td>{modelPrice(trade.exitPrice)}</td>
      <td>{modelUnits(trade.quantity)}</td>
      <td>{modelGain(trade.profitUsd)}</td>
      <td>
        <Change pct={trade.profitPct} />
      </td>
      <td>{formatCount(trade.candles)}</td>
      <td>{reasonWords(trade.reason)}</td>
    </>
  );
}

function Card({ trade, onOpen }: OneTrade) {
  return (
    <div className={classes.card}>
      <Opener trade={trade} onOpen={onOpen} />
      <b>
        {trade.coin} · {sideWords(trade.side)}
      </b>
      <span className={classes.result}>
        {modelGain(trade.profitUsd)} <Change pct={trade.profitPct} />
      </span>
      <span className={classes.span}>
        {formatDateTime(trade.enteredAt)} – {formatDateTime(trade.exitedAt)} · {reasonWords(trade.reason)}
      </span>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty cell takes no focus
    <tr aria-hidden="true">
      <td className={classes.spacer} style={{ height }} colSpan={COLUMNS.length} />
    </tr>
  );
}
