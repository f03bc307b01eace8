import {
  ChangePaperInput,
  ListPaperInput,
  ListSignalsInput,
  PaperAccount,
  PaperRef,
  PaperSignal,
  StartPaperInput,
} from "@cryptodesk/shared/strategy/paper.contract";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { price } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawAccount, drawPaper, paperStateText } from "./draw-paper.ts";
import { signed, usd } from "./draw-report.ts";
import { versionOption } from "./show.ts";

const COLUMNS: readonly Column<PaperAccount>[] = [
  { field: "strategyName", header: "Strategy", shrinkTo: 14, show: ({ strategyName }) => safeText(strategyName) },
  { field: "version", header: "Version", align: "right", spare: 4, show: ({ version }) => String(version) },
  { field: "state", header: "State", show: paperStateText },
  { field: "equity", header: "Equity", align: "right", show: ({ equity }) => usd(equity) },
  { field: "returnPct", header: "Return", align: "right", show: ({ returnPct }, out) => signed(returnPct, out) },
  { field: "trades", header: "Trades", align: "right", spare: 3, show: ({ trades }) => String(trades) },
  {
    field: "nextCandleAt",
    header: "Next (UTC)",
    spare: 2,
    show: ({ nextCandleAt }) => (nextCandleAt === null ? "-" : clockTime(nextCandleAt)),
  },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

export function addPaperCommands(strategy: Command, cli: CliContext): void {
  addStartCommand(strategy, cli);
  addAccountCommands(strategy, cli);
  addChangeCommands(strategy, cli);
  addSignalsCommand(strategy, cli);
}

function paperArgument(): Argument {
  return new Argument("<paper>", "id, from `cryptodesk strategy papers`");
}

function addStartCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "paper",
    summary: "Follow a strategy on paper",
    description: "From the next close on its signals are recorded and filled at live prices. No order is ever placed.",
    arguments: [strategyArgument()],
    options: [
      versionOption(),
      new Option("--capital <usd>", "at the start (default: 10000)").argParser(dollars),
      idOption(),
    ],
    patience: 30,
    examples: [["strategy paper Cross --capital 5000", "and then: strategy papers"]],
    run: async (session, [named]) => {
      const { command, out } = session;
      const id = chosenId(session);
      const input = readInput(StartPaperInput, command, { strategyId: await strategyIdOf(session, named), id });
      const account = await createOnce(session, id, (api) => api.paper.start.mutate(input));
      await printRecord(out, account, () => drawAccount(account, out));
    },
  });
}

function dollars(text: string): number {
  const value = Number(text.replaceAll("_", "").replace(/^\$/, ""));
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number of dollars.");
  return value;
}

function addAccountCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "papers",
    summary: "Your paper accounts at live prices, newest first",
    options: [new Option("--strategy <name>", "those that follow this strategy"), ...pagingOptions()],
    patience: 30,
    examples: [["strategy papers", "what each is worth now"]],
    run: async (session) => {
      const { command } = session;
      const named: unknown = command.getOptionValue("strategy");
      const strategyId = named === undefined ? undefined : await strategyIdOf(session, named);
      const input = readInput(ListPaperInput, command, { strategyId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.paper.list.query(page)));
      const empty = "No paper account yet. Make one: cryptodesk strategy paper <strategy>";
      await printRows(session.out, { columns: COLUMNS, fields: Object.keys(PaperAccount.shape), empty }, pages);
    },
  });
  defineCommand(strategy, cli, {
    name: "paper-show",
    summary: "Where a paper account stands, and how a backtest of the same stretch differs",
    arguments: [paperArgument()],
    patience: 60,
    examples: [["strategy paper-show 01900000-0000-7000-8000-000000000000", "positions, curve, and each difference"]],
    run: async ({ ask, command, out }, [paperId]) => {
      const input = readInput(PaperRef, command, { paperId });
      const detail = await ask((api) => api.paper.get.query(input));
      await printRecord(out, detail, () => drawPaper(detail, out));
    },
  });
}

const STATES = ["running", "paused"] as const;

function addChangeCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "paper-change",
    summary: "Pause a paper account, or let it go on",
    description: "While it is paused nothing is looked at, neither signals nor stops.",
    arguments: [paperArgument()],
    options: [
      new Option("--state <state>", "paused, or running again")
        .choices(STATES)
        .argParser(oneOf(STATES))
        .makeOptionMandatory(),
    ],
    examples: [["strategy paper-change 01900000-0000-7000-8000-000000000000 --state paused", "until further notice"]],
    run: async ({ ask, command, out }, [paperId]) => {
      const input = readInput(ChangePaperInput, command, { paperId });
      const account = await ask((api) => api.paper.change.mutate(input));
      await printRecord(out, account, () => drawAccount(account, out));
    },
  });
  defineCommand(strategy, cli, {
    name: "paper-remove",
    summary: "Remove a paper account with its signals and trades",
    arguments: [paperArgument()],
    options: [yesOption()],
    examples: [["strategy paper-remove 01900000-0000-7000-8000-000000000000", "for good"]],
    run: async (session, [paperId]) => {
      const input = readInput(PaperRef, session.command, { paperId });
      await agreeOrStop(session, "Remove the paper account with its signals and trades for good?");
      const account = await session.ask((api) => api.paper.remove.mutate(input));
      await printRecord(session.out, account, () => drawAccount(account, session.out));
    },
  });
}

const SIGNAL_COLUMNS: readonly Column<PaperSignal>[] = [
  { field: "candleAt", header: "Close (UTC)", show: ({ candleAt }) => candleAt.slice(0, 16).replace("T", " ") },
  { field: "coin", header: "Coin", shrinkTo: 8, show: ({ coin }) => safeText(coin) },
  { field: "action", header: "Signal", show: ({ action }) => action },
  { field: "closePrice", header: "Close", align: "right", show: ({ closePrice }) => price(String(closePrice)) },
  {
    field: "fillPrice",
    header: "Filled at",
    align: "right",
    show: ({ fillPrice }) => (fillPrice === null ? "-" : price(String(fillPrice))),
  },
  { field: "note", header: "Note", shrinkTo: 10, spare: 2, show: ({ note }) => safeText(note ?? "") },
  { field: "trace", header: "Because", shrinkTo: 12, spare: 3, show: ({ trace }) => safeText(trace) },
];

function addSignalsCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "signals",
    summary: "What the rules of a paper account said at each close, and what became of it",
    arguments: [paperArgument()],
    options: pagingOptions(),
    examples: [
      ["strategy signals 01900000-0000-7000-8000-000000000000", "newest first"],
      ["strategy signals 01900000-0000-7000-8000-000000000000 --all --format csv > signals.csv", "for a spreadsheet"],
    ],
    run: async (session, [paperId]) => {
      const input = readInput(ListSignalsInput, session.command, { paperId });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.paper.signals.query(page)));
      const empty = "No signal yet: the first comes with the first close at which the rules hold.";
      await printRows(session.out, { columns: SIGNAL_COLUMNS, fields: Object.keys(PaperSignal.shape), empty }, pages);
    },
  });
}
