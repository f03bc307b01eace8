import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { Button, Table } from "@mantine/core";
import Download from "lucide-react/icons/download";
import { useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { fetchCsv } from "../../lib/fetch-csv.ts";
import { formatCount, formatDateTime, formatPrice, formatQuantity, formatUsd } from "../../lib/format.ts";
import { saveFile } from "../../lib/save-file.ts";
import { showProblem } from "../../ui/toast.tsx";
import classes from "./series-table.module.css";

const PAGE_ROWS = 100;

/** A series as figures, newest first, a page at a time: the same as the chart, for reading and for screen readers. */
export function SeriesTable({ data }: { data: CandleSeries | PriceHistory }) {
  const rows = "points" in data ? pointRows(data) : candleRows(data);
  const [asked, setPage] = useState(0);
  const scroller = useRef<HTMLElement>(null);
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS));
  const page = Math.min(asked, pages - 1);
  const turn = (to: number) => {
    setPage(to);
    scroller.current?.scrollTo({ top: 0 });
  };
  const head =
    "points" in data
      ? [t("coin.time"), t("words.price"), t("words.marketCap"), t("words.volume24h")]
      : [t("coin.time"), t("coin.open"), t("coin.high"), t("coin.low"), t("coin.close"), t("coin.volume")];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard */}
      <section ref={scroller} className={classes.scroller} tabIndex={0} aria-label={t("coin.priceHistory")}>
        <Table stickyHeader verticalSpacing={4} horizontalSpacing="sm" className={classes.table}>
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
            {rows.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS).map(([time = "", ...figures]) => (
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
      <nav className={classes.pages} aria-label={t("coin.pages")}>
        <Button size="compact-sm" variant="default" disabled={page === 0} onClick={() => turn(page - 1)}>
          {t("coin.newer")}
        </Button>
        <span role="status">
          {t("coin.rowsShown", {
            from: formatCount(rows.length === 0 ? 0 : page * PAGE_ROWS + 1),
            to: formatCount(Math.min(rows.length, (page + 1) * PAGE_ROWS)),
            rows: formatCount(rows.length),
          })}
        </span>
        <Button size="compact-sm" variant="default" disabled={page === pages - 1} onClick={() => turn(page + 1)}>
          {t("coin.older")}
        </Button>
        <CsvButton data={data} />
      </nav>
    </>
  );
}

function CsvButton({ data }: { data: CandleSeries | PriceHistory }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      const { text } = await fetchCsv(csvAddress(data));
      const kind = "points" in data ? `prices-${data.interval}` : `candles-${data.timeframe}`;
      saveFile(`cryptodesk-${data.id}-${kind}.csv`, "text/csv", [text]);
    } catch (error) {
      showProblem(describeError(error).detail);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={busy}
      leftSection={<Download size={14} aria-hidden="true" />}
      onClick={() => void save()}
    >
      CSV
    </Button>
  );
}

/** Exactly the rows of the series, asked of the REST API. */
export function csvAddress(data: CandleSeries | PriceHistory): string {
  const coin = `/api/v1/cryptocurrencies/${encodeURIComponent(data.id)}`;
  if ("points" in data) {
    return `${coin}/history?${new URLSearchParams({ interval: data.interval, from: data.from, to: data.to })}`;
  }
  const { timeframe, candles } = data;
  return `${coin}/candles?${new URLSearchParams({ timeframe, limit: String(Math.max(1, candles.length)) })}`;
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
