import {
  DiffVersionsInput,
  ListVersionsInput,
  RestoreVersionInput,
  StrategyVersion,
  type VersionDiff,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { wholeNumber } from "../../input/values.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { clockTime } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawDetail } from "./draw-strategy.ts";

const COLUMNS: readonly Column<StrategyVersion>[] = [
  { field: "version", header: "Version", align: "right", show: ({ version }) => String(version) },
  { field: "savedAt", header: "Saved (UTC)", show: ({ savedAt }) => clockTime(savedAt) },
  { field: "name", header: "Name", shrinkTo: 14, show: ({ name }) => safeText(name) },
  { field: "note", header: "Note", shrinkTo: 14, show: noteOf },
  { field: "rulesHash", header: "Rules", spare: 1, show: ({ rulesHash }) => rulesHash.slice(0, 12) },
];

function noteOf({ note, restoredFrom }: StrategyVersion): string {
  const restored = restoredFrom === null ? "" : `version ${restoredFrom} again`;
  return [note === null ? "" : safeText(note), restored].filter((text) => text !== "").join("; ");
}

export function addVersionCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "versions",
    summary: "Versions of a strategy, newest first",
    arguments: [strategyArgument()],
    options: pagingOptions(),
    examples: [["strategy versions Cross", "when what was saved, and why"]],
    run: async (session, [named]) => {
      const input = readInput(ListVersionsInput, session.command, { strategyId: await strategyIdOf(session, named) });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategy.versions.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(StrategyVersion.shape), empty: "There are none." };
      await printRows(session.out, view, pages);
    },
  });
  defineCommand(strategy, cli, {
    name: "diff",
    summary: "Two versions line by line",
    arguments: [strategyArgument(), versionArgument("from", "the earlier one"), versionArgument("to", "the later one")],
    examples: [["strategy diff Cross 1 3", "what changed from the first to the third"]],
    run: async (session, [named, from, to]) => {
      const strategyId = await strategyIdOf(session, named);
      const input = readInput(DiffVersionsInput, session.command, { strategyId, from, to });
      const diff = await session.ask((api) => api.strategy.diff.query(input));
      await printRecord(session.out, diff, () => drawDiff(diff, session.out));
    },
  });
  defineCommand(strategy, cli, {
    name: "restore-version",
    summary: "Save the rules of an earlier version as the newest one",
    arguments: [strategyArgument(), versionArgument("version", "which one")],
    examples: [["strategy restore-version Cross 1", "nothing is lost: it becomes a new version"]],
    run: async (session, [named, version]) => {
      const strategyId = await strategyIdOf(session, named);
      const input = readInput(RestoreVersionInput, session.command, { strategyId, version });
      const detail = await session.ask((api) => api.strategy.restoreVersion.mutate(input));
      await printRecord(session.out, detail, () => drawDetail(detail, session.out));
    },
  });
}

function versionArgument(name: string, text: string): Argument {
  return new Argument(`<${name}>`, text).argParser(wholeNumber);
}

function drawDiff({ from, to, lines }: VersionDiff, { palette }: Output): string {
  if (lines.every(({ kind }) => kind === "same")) return `Versions ${from} and ${to} are the same.\n`;
  const marks = {
    same: (text: string) => `  ${text}`,
    added: (text: string) => palette.up(`+ ${text}`),
    removed: (text: string) => palette.down(`- ${text}`),
  };
  return lines.map(({ kind, text }) => `${marks[kind](safeText(text)).trimEnd()}\n`).join("");
}
