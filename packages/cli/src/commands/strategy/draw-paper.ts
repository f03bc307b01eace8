import type { PaperAccount, PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import { lineChart } from "../../output/line-chart.ts";
import { compactAmount, count, price } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { type Column, createTable } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { bullets, signed, usd } from "./draw-report.ts";

export function paperStateText({ state, problem }: PaperAccount, { palette }: Output): string {
  if (state === "running") return palette.good(state);
  const why = problem === null ? "" : `: ${safeText(problem)}`;
  return state === "failed" ? palette.bad(`${state}${why}`) : palette.warn(`${state}${why}`);
}

/** What a paper account is worth. */
export function drawAccount(account: PaperAccount, out: Output): string {
  const mark = account.simulated ? `  ${out.palette.warn("SIMULATED")}` : "";
  return figureText(
    [
      {
        title: `${safeText(account.strategyName)}, version ${account.version}, on paper${mark}`,
        figures: [
          ["State", paperStateText(account, out)],
          ["Equity", `${usd(account.equity)}  ${signed(account.returnPct, out)} of ${usd(account.capital)}`],
          ["Cash", usd(account.cash)],
          ["Trades", count(account.trades)],
          ["Since", clockTime(account.startedAt)],
          ...(account.lastCandleAt === null ? [] : [["Looked at", clockTime(account.lastCandleAt)] as const]),
          ...(account.nextCandleAt === null ? [] : [["Next close", clockTime(account.nextCandleAt)] as const]),
          ["Id", account.id],
        ],
      },
    ],
    out,
  );
}

const POSITIONS: readonly Column<PaperDetail["positions"][number]>[] = [
  { field: "coin", header: "Coin", show: ({ coin }) => safeText(coin) },
  { field: "side", header: "Side", show: ({ side }) => side },
  { field: "quantity", header: "Quantity", align: "right", show: ({ quantity }) => price(String(quantity)) },
  { field: "entryPrice", header: "In at", align: "right", show: ({ entryPrice }) => price(String(entryPrice)) },
  {
    field: "price",
    header: "Now",
    align: "right",
    show: (row) => price(row.price === null ? null : String(row.price)),
  },
  {
    field: "profitUsd",
    header: "Profit",
    align: "right",
    show: ({ profitUsd }) => (profitUsd === null ? "-" : usd(profitUsd)),
  },
  { field: "openedAt", header: "Since (UTC)", spare: 1, show: ({ openedAt }) => clockTime(openedAt) },
];

/** A paper account with its positions, its curve, and where a backtest of the same stretch differs. */
export function drawPaper({ account, positions, curve, backtest }: PaperDetail, out: Output): string {
  const lineOf = (points: PaperDetail["curve"]) =>
    points.map(({ at, equity }) => ({ atMs: Date.parse(at), value: equity, segment: 0 }));
  const tintOf = (index: number) => out.palette.lines[index] ?? ((text: string) => text);
  const lines = [
    { points: lineOf(backtest?.curve ?? []), tint: tintOf(1) },
    { points: lineOf(curve), tint: tintOf(0) },
  ].filter(({ points }) => points.length > 1);
  const size = { width: out.width, height: Math.max(6, Math.min(12, out.height - 16)) };
  const chart = lineChart(lines, size, out.palette, (value) => compactAmount(value));
  const legend = `${tintOf(0)("━ paper")}   ${tintOf(1)("━ backtest of the same stretch")}`;
  const differences = backtest?.differences.map(({ at, coin, detail }) => {
    return `${clockTime(at)}${coin === null ? "" : ` ${coin}`}: ${detail}`;
  });
  const parts = [
    drawAccount(account, out),
    ...(chart === "" ? [] : [`${chart}\n${legend}`]),
    positions.length === 0 ? "No position is open." : createTable(POSITIONS, out)(positions),
    ...(backtest ? [`A backtest of the same stretch ends at ${usd(backtest.equity)}.`] : []),
    ...(differences && differences.length > 0 ? [bullets("Where they differ", differences, out)] : []),
  ];
  return `${parts.map((part) => part.trimEnd()).join("\n\n")}\n`;
}
