import { type BacktestSettings, BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { StartBacktestInput } from "@cryptodesk/shared/strategy/run.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { readInput } from "../../input/read-input.ts";
import { list } from "../../input/values.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Session } from "../../session.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { noWaitOption } from "../follow-job.ts";
import { onePage } from "../paging.ts";
import { portfolioIdOf } from "../portfolio/choose-portfolio.ts";
import { strategyIdOf } from "./choose-strategy.ts";
import { drawReport } from "./draw-report.ts";
import { followRun, printRun } from "./follow-run.ts";
import { backtestLocally } from "./local-backtest.ts";
import { readRulesFile, rulesOrRefuse } from "./rules-file.ts";
import { readSettings, settingsOptions } from "./settings-options.ts";
import { versionOption } from "./show.ts";
import { TRADE_COLUMNS } from "./trade-columns.ts";

export function addBacktestCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "backtest",
    summary: "Run a strategy on the candles of the past",
    description:
      "On the desk, or here without one: with --candles the argument is a file of rules, and candles come from CSV with\na header of time, open, high, low, close and volume. The engine is the same. --format csv prints the trades.",
    arguments: [new Argument("<strategy>", "name, its beginning, or id; with --candles a file of rules")],
    options: [
      new Option(
        "--candles <files>",
        "CSV of candles, and no server: btc.csv, or bitcoin=btc.csv,ethereum=eth.csv where there are several coins",
      ).argParser(list),
      versionOption(),
      new Option("--portfolio <name>", "on the coins held in this portfolio instead of those of the rules"),
      noWaitOption(),
      idOption(),
      ...settingsOptions(cli),
    ],
    examples: [
      ["strategy backtest Cross --from 3y", "on the desk: curve, figures, and how far to trust them"],
      ["strategy backtest cross.rules --candles btc.csv", "without a server; every candle of the file counts"],
      ["strategy backtest Cross --format csv > trades.csv", "the trades, for a spreadsheet"],
    ],
    run: async (session, [named]) => {
      const files: unknown = session.command.getOptionValue("candles");
      const settings = readSettings(session.command);
      if (Array.isArray(files)) await runHere(session, String(named), files.map(String), settings);
      else await runOnDesk(session, String(named), settings);
    },
  });
}

async function runHere(session: Session, file: string, candles: readonly string[], settings: BacktestSettings) {
  const { command, out } = session;
  for (const name of ["portfolio", "version", "id"]) {
    if (command.getOptionValue(name) !== undefined)
      throw new UsageError(`--${name} is of runs on a desk; leave it out.`);
  }
  const rules = rulesOrRefuse(session, await readRulesFile(session, file), file);
  const { report, trades } = await backtestLocally(session, rules, candles, settings);
  if (out.format === "csv") {
    const view = { columns: TRADE_COLUMNS, fields: Object.keys(BacktestTrade.shape), empty: "Nothing was traded." };
    return printRows(out, view, onePage(trades));
  }
  await printRecord(out, { rules, report, trades }, () => drawReport(report, out));
}

async function runOnDesk(session: Session, named: string, settings: BacktestSettings): Promise<void> {
  const { command } = session;
  const strategyId = await strategyIdOf(session, named);
  const portfolio: unknown = command.getOptionValue("portfolio");
  const portfolioId = typeof portfolio === "string" ? await portfolioIdOf(session, portfolio) : undefined;
  const id = chosenId(session);
  const input = readInput(StartBacktestInput, command, { strategyId, id, settings, portfolioId });
  const run = await createOnce(session, id, (api) => api.strategyRun.backtest.mutate(input));
  await printRun(session, await followRun(session, run));
}
