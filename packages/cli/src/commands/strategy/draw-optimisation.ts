import type { OptimisationPoint, OptimisationResult } from "@cryptodesk/shared/strategy/optimisation.contract";
import { count, level } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type Column, createTable } from "../../output/table.ts";
import { bullets, plain, signed } from "./draw-report.ts";

const MOST_SHOWN = 15;

/** A search: what it found in words, and its best points with what they came to outside the sample. */
export function drawOptimisation(result: OptimisationResult, out: Output): string {
  const { plan, tried, total, points, gapPct, sentences } = result;
  const title = `${count(tried)} of ${count(total)} tried, by ${plan.objective}`;
  const lost = gapPct === null || gapPct < 0 ? "nothing" : level(gapPct);
  const gap = gapPct === null ? "" : `\nLost outside the sample: ${lost} of the best's ${plan.objective}`;
  const names = Object.keys(points[0]?.parameters ?? {});
  const table = createTable(columnsOf(names), out)(points.slice(0, MOST_SHOWN));
  const more = points.length > MOST_SHOWN ? `${count(points.length - MOST_SHOWN)} more, in --json\n` : "";
  return `${[`${out.palette.bold(title)}${gap}`, bullets("What it found", sentences, out), `${table}${more}`].join("\n\n")}`;
}

function columnsOf(names: readonly string[]): Column<OptimisationPoint>[] {
  return [
    ...names.map((name) => ({
      field: name,
      header: safeText(name),
      align: "right" as const,
      show: ({ parameters }: OptimisationPoint) => plain(parameters[name] ?? null),
    })),
    { field: "score", header: "Score", align: "right", show: ({ score }) => plain(score) },
    { field: "total", header: "Return", align: "right", show: ({ inside }, out) => signed(inside.totalReturnPct, out) },
    { field: "sharpe", header: "Sharpe", align: "right", show: ({ inside }) => plain(inside.sharpe) },
    {
      field: "drawdown",
      header: "Drawdown",
      align: "right",
      spare: 3,
      show: ({ inside }) => level(inside.maxDrawdownPct),
    },
    { field: "trades", header: "Trades", align: "right", spare: 4, show: ({ inside }) => count(inside.trades) },
    {
      field: "outside",
      header: "Outside",
      align: "right",
      spare: 2,
      show: ({ outside }, out) => signed(outside?.totalReturnPct ?? null, out),
    },
    {
      field: "outsideSharpe",
      header: "Sharpe",
      align: "right",
      spare: 2,
      show: ({ outside }) => plain(outside?.sharpe ?? null),
    },
    {
      field: "rejected",
      header: "Left out for",
      spare: 1,
      shrinkTo: 10,
      show: ({ rejected }) => safeText(rejected ?? ""),
    },
  ];
}
