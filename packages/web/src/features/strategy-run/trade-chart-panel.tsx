import type { BacktestReport, BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { NativeSelect, Skeleton } from "@mantine/core";
import { lazy, Suspense, useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate } from "../../lib/format.ts";
import { useTradeCandles } from "../../strategy-data/use-trade-candles.ts";
import { columnBars } from "../../ui/chart-series.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import classes from "./strategy-run.module.css";
import { coinsByTrades, tradeMarks } from "./trade-marks.ts";

const loadCanvas = () => import("./trade-canvas.tsx").then((module) => ({ default: module.TradeCanvas }));
const TradeCanvas = lazy(loadCanvas);

/** Where a coin was bought and sold, on its candles. The list of trades says the same in words. */
export function TradeChartPanel({ trades, report }: { trades: readonly BacktestTrade[]; report: BacktestReport }) {
  const coins = useMemo(() => coinsByTrades(trades), [trades]);
  const [chosen, setChosen] = useState<string | null>(null);
  const coin = chosen ?? coins[0] ?? null;
  if (coin === null) return null;
  return (
    <Panel
      title={t("strategyRun.trades.chart")}
      actions={
        coins.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={t("strategyRun.trades.chartCoin")}
            value={coin}
            data={coins}
            onChange={({ currentTarget: { value } }) => setChosen(value)}
          />
        )
      }
    >
      <CoinTrades key={coin} coin={coin} trades={trades} report={report} />
    </Panel>
  );
}

function CoinTrades({
  coin,
  trades,
  report,
}: {
  coin: string;
  trades: readonly BacktestTrade[];
  report: BacktestReport;
}) {
  const { data, error, refetch } = useTradeCandles(coin, report);
  const own = useMemo(() => trades.filter((trade) => trade.coin === coin), [trades, coin]);
  const columns = data?.coins.find((each) => each.coin === coin);
  const candles = useMemo(() => (columns && data ? columnBars(columns, data.intervalMs) : []), [columns, data]);
  const marks = useMemo(
    () =>
      tradeMarks(
        candles.map(({ time }) => time),
        own,
      ),
    [candles, own],
  );
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className={classes.canvas} />;
  if (candles.length === 0) return <EmptyNotice title={t("strategyRun.trades.noCandles")} />;
  const summary = t("strategyRun.trades.chartSummary", {
    coin,
    from: formatDate(report.from),
    to: formatDate(report.to),
    count: own.length,
    won: formatCount(own.filter(({ profitUsd }) => profitUsd > 0).length),
  });
  return (
    <>
      <Suspense fallback={<Skeleton className={classes.canvas} />}>
        <TradeCanvas candles={candles} stepMs={data.intervalMs} marks={marks} summary={summary} />
      </Suspense>
      <p className={classes.note}>
        {summary} {t("strategyRun.trades.legend")}
      </p>
    </>
  );
}
