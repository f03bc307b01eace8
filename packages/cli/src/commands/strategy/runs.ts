import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import {
  CompareRunsInput,
  GetBacktestDataInput,
  ListStrategyRunsInput,
  ListTradesInput,
  type RunComparison,
  RunRef,
  StrategyRun,
} from "@cryptodesk/shared/strategy/run.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { csvLine } from "../../output/csv.ts";
import { lineChart } from "../../output/line-chart.ts";
import { count, level } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import { type Column, createTable } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { printDone } from "../print-done.ts";
import { strategyIdOf } from "./choose-strategy.ts";
import { bullets, plain, signed, verdictText } from "./draw-report.ts";
import { drawRun, followRun, printRun, stateText } from "./follow-run.ts";
import { readRulesFile, rulesOrRefuse } from "./rules-file.ts";
import { readSettings, settingsOptions } from "./settings-options.ts";
import { TRADE_COLUMNS } from "./trade-columns.ts";
import { fileArgument } from "./validate.ts";

const COLUMNS: readonly Column<StrategyRun>[] = [
  { field: "requestedAt", header: "Asked", show: ({ requestedAt }, out) => `${age(requestedAt, out.now())} ago` },
  { field: "strategyName", header: "Strategy", shrinkTo: 14, show: ({ strategyName }) => safeText(strategyName) },
  { field: "version", header: "Version", align: "right", spare: 4, show: ({ version }) => String(version) },
  { field: "kind", header: "Kind", spare: 3, show: ({ kind }) => kind },
  { field: "state", header: "State", show: stateText },
  {
    field: "metrics",
    header: "Return",
    align: "right",
    show: (row, out) => signed(row.metrics?.totalReturnPct ?? null, out),
  },
  { field: "verdict", header: "Verdict", spare: 2, show: ({ verdict }, out) => verdictText(verdict, out) },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

export function runArgument(): Argument {
  return new Argument("<run>", "id, from `cryptodesk strategy runs`");
}

export function addRunCommands(strategy: Command, cli: CliContext): void {
  addListCommand(strategy, cli);
  addResultCommands(strategy, cli);
  addStateCommands(strategy, cli);
  addDataCommand(strategy, cli);
}

const KINDS = ["backtest", "optimisation"] as const;

function addListCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "runs",
    summary: "Your backtests and searches, newest first",
    options: [
      new Option("--strategy <name>", "of this strategy"),
      new Option("--kind <kind>", "of this kind").choices(KINDS).argParser(oneOf(KINDS)),
      ...pagingOptions(),
    ],
    examples: [["strategy runs --strategy Cross", "what was tried, and what came of it"]],
    run: async (session) => {
      const { command } = session;
      const named: unknown = command.getOptionValue("strategy");
      const strategyId = named === undefined ? undefined : await strategyIdOf(session, named);
      const input = readInput(ListStrategyRunsInput, command, { strategyId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategyRun.list.query(page)));
      const empty = "No run yet. Make one: cryptodesk strategy backtest <strategy>";
      await printRows(session.out, { columns: COLUMNS, fields: Object.keys(StrategyRun.shape), empty }, pages);
    },
  });
}

function addResultCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "run",
    summary: "A run and its result",
    arguments: [runArgument()],
    patience: 30,
    examples: [["strategy run 01900000-0000-7000-8000-000000000000", "curve, figures, and how far to trust them"]],
    run: async (session, [runId]) => {
      const input = readInput(RunRef, session.command, { runId });
      const detail = await session.ask((api) => api.strategyRun.get.query(input));
      await printRun(session, detail);
    },
  });
  defineCommand(strategy, cli, {
    name: "trades",
    summary: "The trades of a backtest, in order of closing",
    arguments: [runArgument()],
    options: pagingOptions(),
    patience: 30,
    examples: [
      ["strategy trades 01900000-0000-7000-8000-000000000000", "each with its reason, and what held at its signal"],
      ["strategy trades 01900000-0000-7000-8000-000000000000 --all --format csv > trades.csv", "for a spreadsheet"],
    ],
    run: async (session, [runId]) => {
      const input = readInput(ListTradesInput, session.command, { runId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategyRun.trades.query(page)));
      const view = { columns: TRADE_COLUMNS, fields: Object.keys(BacktestTrade.shape), empty: "Nothing was traded." };
      await printRows(session.out, view, pages);
    },
  });
  defineCommand(strategy, cli, {
    name: "compare",
    summary: "Several backtests side by side",
    arguments: [new Argument("<runs...>", "two to eight ids, from `cryptodesk strategy runs`")],
    patience: 30,
    examples: [
      [
        "strategy compare 01900000-0000-7000-8000-000000000000 01900000-0000-7000-8000-000000000001",
        "curves from 100, and their figures",
      ],
    ],
    run: async ({ ask, command, out }, [runIds]) => {
      const input = readInput(CompareRunsInput, command, { runIds });
      const comparison = await ask((api) => api.strategyRun.compare.mutate(input));
      await printRecord(out, comparison, () => drawComparison(comparison, out));
    },
  });
}

const COMPARED: readonly Column<RunComparison["items"][number]>[] = [
  {
    field: "name",
    header: "Strategy",
    shrinkTo: 14,
    show: ({ run }) => `${safeText(run.strategyName)} v${run.version}`,
  },
  { field: "from", header: "From", spare: 4, show: ({ from }) => from.slice(0, 10) },
  { field: "to", header: "To", spare: 4, show: ({ to }) => to.slice(0, 10) },
  {
    field: "total",
    header: "Return",
    align: "right",
    show: ({ run }, out) => signed(run.metrics?.totalReturnPct ?? null, out),
  },
  { field: "sharpe", header: "Sharpe", align: "right", show: ({ run }) => plain(run.metrics?.sharpe ?? null) },
  {
    field: "drawdown",
    header: "Drawdown",
    align: "right",
    show: ({ run }) => level(run.metrics?.maxDrawdownPct ?? null),
  },
  {
    field: "trades",
    header: "Trades",
    align: "right",
    spare: 3,
    show: ({ run }) => count(run.metrics?.trades ?? null),
  },
  { field: "verdict", header: "Verdict", spare: 2, show: ({ run }, out) => verdictText(run.verdict, out) },
];

function drawComparison({ items, notes }: RunComparison, out: Output): string {
  const tints = out.palette.lines;
  const lines = items.map(({ curve }, index) => ({
    points: curve.map(({ at, index: value }) => ({ atMs: Date.parse(at), value, segment: 0 })),
    tint: tints[index % tints.length] ?? ((text: string) => text),
  }));
  const chart = lineChart(lines, { width: out.width, height: Math.max(6, Math.min(16, out.height - 12)) }, out.palette);
  const legend = items.map(({ run }, index) => lines[index]?.tint(`━ ${safeText(run.strategyName)} v${run.version}`));
  const drawn = chart === "" ? "" : `${chart}\n${legend.join("   ")}   100 at the start\n\n`;
  const noted = notes.length > 0 ? `\n${bullets("Notes", notes, out)}\n` : "";
  return `${drawn}${createTable(COMPARED, out)(items)}${noted}`;
}

function addStateCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "watch",
    summary: "Follow a run until it has ended, then show its result",
    arguments: [runArgument()],
    patience: 30,
    examples: [["strategy watch 01900000-0000-7000-8000-000000000000", "a bar on a terminal, then what came of it"]],
    run: async (session, [runId]) => {
      const input = readInput(RunRef, session.command, { runId });
      const { run } = await session.ask((api) => api.strategyRun.get.query(input));
      await printRun(session, await followRun(session, run));
    },
  });
  defineCommand(strategy, cli, {
    name: "cancel",
    summary: "Stop a run",
    arguments: [runArgument()],
    examples: [["strategy cancel 01900000-0000-7000-8000-000000000000", "a search can be resumed later"]],
    run: async ({ ask, command, out }, [runId]) => {
      const input = readInput(RunRef, command, { runId });
      const run = await ask((api) => api.strategyRun.cancel.mutate(input));
      await printRecord(out, run, () => drawRun(run, out));
    },
  });
  defineCommand(strategy, cli, {
    name: "remove-run",
    summary: "Remove a run that has ended, with its result",
    arguments: [runArgument()],
    options: [yesOption()],
    examples: [["strategy remove-run 01900000-0000-7000-8000-000000000000", "for good"]],
    run: async (session, [runId]) => {
      const input = readInput(RunRef, session.command, { runId });
      await agreeOrStop(session, "Remove the run and its result for good?");
      await session.ask((api) => api.strategyRun.remove.mutate(input));
      await printDone(session, "Removed.");
    },
  });
}

function addDataCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "data",
    summary: "The candles that rules would run on, for runs without a server",
    description:
      "Prints the candles of a coin as CSV, which `strategy backtest --candles` reads; --json has all of them.",
    arguments: [fileArgument()],
    options: [
      new Option("--coin <coin>", "whose candles (default: the only one there is)"),
      new Option("--output <path>", "write them to this file (default: standard output)"),
      ...settingsOptions(cli),
    ],
    patience: 60,
    examples: [
      ["strategy data cross.rules --from 3y --output btc.csv", "then: strategy backtest cross.rules --candles btc.csv"],
    ],
    run: async (session, [file]) => {
      const { ask, command, out } = session;
      const rules = rulesOrRefuse(session, await readRulesFile(session, String(file)), String(file));
      const input = GetBacktestDataInput.parse({ rules, settings: readSettings(command) });
      const data = await ask((api) => api.strategyRun.data.mutate(input));
      for (const note of data.notes) out.notice(safeText(note));
      if (out.format === "json") return printRecord(out, data, () => "");
      await printCandles(session, data.coins);
    },
  });
}

type DataCoin = {
  coin: string;
  time: number[];
  open: number[];
  high: number[];
  low: number[];
  close: number[];
  volume: (number | null)[];
};

async function printCandles({ cli, command, out }: Session, coins: readonly DataCoin[]): Promise<void> {
  const wanted: unknown = command.getOptionValue("coin");
  const found = typeof wanted === "string" ? coins.find(({ coin }) => coin === wanted) : coins[0];
  if (!found || (coins.length > 1 && wanted === undefined)) {
    throw new UsageError(`Whose candles? There are those of ${coins.map(({ coin }) => safeText(coin)).join(", ")}.`, [
      "Name one with --coin, or take all of them with --json.",
    ]);
  }
  const rows = found.time.map((time, at) =>
    csvLine([
      new Date(time).toISOString(),
      found.open[at],
      found.high[at],
      found.low[at],
      found.close[at],
      found.volume[at],
    ]),
  );
  const text = csvLine(["time", "open", "high", "low", "close", "volume"]) + rows.join("");
  const path: unknown = command.getOptionValue("output");
  if (typeof path !== "string") return out.print(text);
  await writeFile(resolve(cli.cwd, path), text);
  out.notice(`Written to ${safeText(resolve(cli.cwd, path))}`);
}
