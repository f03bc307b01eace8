import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { price } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Column } from "../../output/table.ts";
import { signed, usd } from "./draw-report.ts";

const minute = (iso: string) => iso.slice(0, 16).replace("T", " ");

export const TRADE_COLUMNS: readonly Column<BacktestTrade>[] = [
  { field: "number", header: "No.", align: "right", show: ({ number }) => String(number) },
  { field: "coin", header: "Coin", shrinkTo: 8, show: ({ coin }) => safeText(coin) },
  { field: "side", header: "Side", show: ({ side }) => side },
  { field: "enteredAt", header: "In (UTC)", show: ({ enteredAt }) => minute(enteredAt) },
  { field: "entryPrice", header: "At", align: "right", show: ({ entryPrice }) => price(String(entryPrice)) },
  { field: "exitedAt", header: "Out (UTC)", spare: 2, show: ({ exitedAt }) => minute(exitedAt) },
  { field: "exitPrice", header: "At", align: "right", spare: 3, show: ({ exitPrice }) => price(String(exitPrice)) },
  { field: "reason", header: "Why", show: ({ reason }) => reason },
  { field: "profitUsd", header: "Profit", align: "right", spare: 4, show: ({ profitUsd }) => usd(profitUsd) },
  { field: "profitPct", header: "%", align: "right", show: ({ profitPct }, out) => signed(profitPct, out) },
  { field: "trace", header: "Signal", shrinkTo: 12, spare: 5, show: ({ trace }) => safeText(trace) },
];
