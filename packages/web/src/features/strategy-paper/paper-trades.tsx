import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { modelGain, modelPrice } from "../../strategy-data/model-figures.ts";
import { TradeDialog } from "../../strategy-data/trade-dialog.tsx";
import { reasonWords, sideWords } from "../../strategy-data/trade-words.ts";
import { Change } from "../../ui/change.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

/** Trades that were closed on paper, the newest first. */
export function PaperTrades({ trades }: { trades: readonly BacktestTrade[] }) {
  const [opened, setOpened] = useState<BacktestTrade | null>(null);
  return (
    <Panel title={t("strategyPaper.trades")} flush>
      {trades.length === 0 ? (
        <EmptyNotice title={t("strategyPaper.noTrades")} />
      ) : (
        <RecordTable
          label={t("strategyPaper.trades")}
          numbers={[4, 7]}
          actions
          columns={[
            t("strategyRun.trades.columns.coin"),
            t("strategyRun.trades.columns.side"),
            t("strategyRun.trades.columns.enteredAt"),
            t("strategyRun.trades.columns.exitedAt"),
            t("strategyRun.trades.columns.entryPrice"),
            t("strategyRun.trades.columns.exitPrice"),
            t("strategyRun.trades.columns.profitUsd"),
            t("strategyRun.trades.columns.profitPct"),
            t("strategyRun.trades.columns.reason"),
          ]}
          rows={trades.map((trade) => ({
            key: String(trade.number),
            cells: [
              trade.coin,
              sideWords(trade.side),
              formatDateTime(trade.enteredAt),
              formatDateTime(trade.exitedAt),
              modelPrice(trade.entryPrice),
              modelPrice(trade.exitPrice),
              modelGain(trade.profitUsd),
              <Change key="pct" pct={trade.profitPct} />,
              reasonWords(trade.reason),
            ],
            actions: (
              <PlainButton
                aria-label={t("strategyRun.trades.open", { number: trade.number, coin: trade.coin })}
                onClick={() => setOpened(trade)}
              >
                {t("strategyPaper.why")}
              </PlainButton>
            ),
          }))}
        />
      )}
      {opened && <TradeDialog trade={opened} onClose={() => setOpened(null)} />}
    </Panel>
  );
}
