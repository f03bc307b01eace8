import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { Skeleton } from "@mantine/core";
import { useMemo, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { CsvButton } from "../../portfolio-data/csv-button.tsx";
import { TradeDialog } from "../../strategy-data/trade-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { pressed, sortTrades, type TradeOrder } from "./trade-order.ts";
import { TradeTable } from "./trade-table.tsx";

/** Every trade of a run, to sort, to save and to ask why. */
export function TradesPanel({ runId, trades, total, error, onRetry }: TradesPanelProps) {
  const [order, setOrder] = useState<TradeOrder>({ by: "number", descending: false });
  const [opened, setOpened] = useState<BacktestTrade | null>(null);
  const sorted = useMemo(() => sortTrades(trades ?? [], order), [trades, order]);
  const coming = trades !== null && trades.length < total;
  return (
    <Panel
      title={t("strategyRun.trades.title")}
      note={coming && t("strategyRun.trades.loaded", { done: formatCount(trades.length), total: formatCount(total) })}
      flush
      actions={
        total > 0 && <CsvButton path={`strategy-runs/${runId}/trades`} name="trades" question={{ limit: 250 }} />
      }
    >
      {total === 0 && <EmptyNotice title={t("strategyRun.trades.none")} detail={t("strategyRun.trades.noneDetail")} />}
      {total > 0 && trades === null && error === null && <Skeleton height={320} radius={0} />}
      {error !== null && <ErrorNotice error={error} onRetry={onRetry} />}
      {trades !== null && trades.length > 0 && (
        <TradeTable
          trades={sorted}
          order={order}
          onSort={(by) => setOrder((before) => pressed(before, by))}
          onOpen={setOpened}
        />
      )}
      {opened && <TradeDialog trade={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}

interface TradesPanelProps {
  runId: string;
  /** Those that have come; null before any has. */
  trades: readonly BacktestTrade[] | null;
  /** How many the run made. */
  total: number;
  error: unknown;
  onRetry: () => void;
}
