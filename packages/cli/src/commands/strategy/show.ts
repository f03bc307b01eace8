import { GetStrategyInput } from "@cryptodesk/shared/strategy/strategy.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { wholeNumber } from "../../input/values.ts";
import { printRecord } from "../../output/record.ts";
import { defineCommand } from "../define-command.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawDetail, rulesText } from "./draw-strategy.ts";

export function versionOption(): Option {
  return new Option("--version <number>", "of the rules (default: the newest)").argParser(wholeNumber);
}

export function addShowCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "show",
    summary: "A strategy and its rules, as text that can be read and edited",
    arguments: [strategyArgument()],
    options: [versionOption(), new Option("--text", "the text alone, for a file")],
    examples: [
      ["strategy show 'Moving-average cross'", "what it trades, and by which rules"],
      ["strategy show Cross --text > cross.rules", "the rules, to be edited"],
      ["strategy show Cross --version 1 --json --fields rules", "an earlier version as a document"],
    ],
    run: async (session, [named]) => {
      const { ask, command, out } = session;
      const input = readInput(GetStrategyInput, command, { strategyId: await strategyIdOf(session, named) });
      const detail = await ask((api) => api.strategy.get.query(input));
      const isText = command.getOptionValue("text") === true && out.format === "table";
      await printRecord(out, detail, () => (isText ? rulesText(detail.text) : drawDetail(detail, out)));
    },
  });
}
