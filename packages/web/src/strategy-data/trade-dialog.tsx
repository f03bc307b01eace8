import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../catalogue/catalogue.ts";
import { formatCount, formatDateTime, formatPercent } from "../lib/format.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Fact, Facts } from "../ui/facts.tsx";
import { modelGain, modelMoney, modelPrice, modelUnits } from "./model-figures.ts";
import classes from "./trade-dialog.module.css";
import { reasonWords, sideWords } from "./trade-words.ts";

/** Why a trade was entered, and everything that is known of it. */
export function TradeDialog({ trade, onClose }: { trade: BacktestTrade; onClose: () => void }) {
  const { number, coin, side } = trade;
  return (
    <Dialog opened title={t("strategyRun.trades.why", { number, coin, side: sideWords(side) })} onClose={onClose}>
      <h3 className={classes.subtitle}>{t("strategyRun.trades.trace")}</h3>
      <pre className={classes.trace}>{trade.trace}</pre>
      <Facts>
        <Fact name={t("strategyRun.trades.signalAt")}>{formatDateTime(trade.signalAt)}</Fact>
        <Fact name={t("strategyRun.trades.columns.enteredAt")}>{formatDateTime(trade.enteredAt)}</Fact>
        <Fact name={t("strategyRun.trades.columns.exitedAt")}>{formatDateTime(trade.exitedAt)}</Fact>
        <Fact name={t("strategyRun.trades.columns.reason")}>{reasonWords(trade.reason)}</Fact>
        <Fact name={t("strategyRun.trades.columns.entryPrice")}>{modelPrice(trade.entryPrice)}</Fact>
        <Fact name={t("strategyRun.trades.columns.exitPrice")}>{modelPrice(trade.exitPrice)}</Fact>
        <Fact name={t("strategyRun.trades.columns.quantity")}>{modelUnits(trade.quantity)}</Fact>
        <Fact name={t("strategyRun.trades.columns.profitUsd")}>
          {modelGain(trade.profitUsd)} ({formatPercent(trade.profitPct)})
        </Fact>
        <Fact name={t("strategyRun.trades.fees")}>{modelMoney(trade.feesUsd)}</Fact>
        <Fact name={t("strategyRun.trades.columns.candles")}>{formatCount(trade.candles)}</Fact>
        <Fact name={t("strategyRun.trades.best")}>{formatPercent(trade.bestPct)}</Fact>
        <Fact name={t("strategyRun.trades.worst")}>{formatPercent(trade.worstPct)}</Fact>
      </Facts>
    </Dialog>
  );
}
