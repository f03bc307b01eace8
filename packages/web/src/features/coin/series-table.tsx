import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { Table } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime, formatPrice, formatQuantity, formatUsd } from "../../lib/format.ts";
import classes from "./series-table.module.css";

const MOST_ROWS = 250;

/** A series as figures, newest first: the same as the chart, for reading and for screen readers. */
export function SeriesTable({ data }: { data: CandleSeries | PriceHistory }) {
  const rows = "points" in data ? pointRows(data) : candleRows(data);
  const head =
    "points" in data
      ? [t("coin.time"), t("words.price"), t("words.marketCap"), t("words.volume24h")]
      : [t("coin.time"), t("coin.open"), t("coin.high"), t("coin.low"), t("coin.close"), t("coin.volume")];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes.scroller} tabIndex={0} aria-label={t("coin.priceHistory")}>
      <Table stickyHeader verticalSpacing={4} horizontalSpacing="sm" className={classes.table}>
        <Table.Caption>
          {rows.length > MOST_ROWS
            ? t("coin.newestRows", { shown: MOST_ROWS, rows: formatCount(rows.length) })
            : t("coin.allRows", { rows: formatCount(rows.length) })}
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.slice(0, MOST_ROWS).map(([time = "", ...figures]) => (
            <Table.Tr key={time}>
              <Table.Td>{time}</Table.Td>
              {figures.map((figure, index) => (
                <Table.Td key={head[index + 1]}>{figure}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function candleRows({ candles, volumeUnit }: CandleSeries): string[][] {
  const volume = volumeUnit === "usd" ? formatUsd : formatQuantity;
  return candles
    .toReversed()
    .map((candle) => [
      `${formatDateTime(candle.openTime)}${candle.complete ? "" : ` (${t("coin.running")})`}`,
      formatPrice(candle.open),
      formatPrice(candle.high),
      formatPrice(candle.low),
      formatPrice(candle.close),
      volume(candle.volume),
    ]);
}

function pointRows({ points }: PriceHistory): string[][] {
  return points
    .toReversed()
    .map((point) => [
      formatDateTime(point.at),
      formatPrice(point.priceUsd),
      formatUsd(point.marketCapUsd),
      formatUsd(point.volume24hUsd),
    ]);
}
