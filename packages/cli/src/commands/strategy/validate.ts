import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ReportedFailure } from "../../failures.ts";
import { printRecord } from "../../output/record.ts";
import { defineCommand } from "../define-command.ts";
import { drawProblems } from "./draw-strategy.ts";
import { readRulesFile } from "./rules-file.ts";

export function fileArgument(text = "rules as text or JSON; - is standard input"): Argument {
  return new Argument("<file>", text);
}

export function addValidateCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "validate",
    summary: "What is wrong with rules, and where",
    description: "Works without a server. Ends with 1 where something is wrong.",
    arguments: [fileArgument()],
    isOnline: false,
    examples: [
      ["strategy validate cross.rules", "every problem at its place, and what may stand there"],
      ["strategy validate - --json < cross.rules", "for an editor"],
    ],
    run: async (session, [name]) => {
      const { out } = session;
      const read = await readRulesFile(session, String(name));
      const valid = read.rules !== null;
      const text = read.isReadable ? read.text : null;
      await printRecord(out, { valid, problems: read.problems }, () =>
        valid ? "The rules are valid.\n" : drawProblems(read.problems, text, out),
      );
      if (!valid) throw new ReportedFailure("The rules are not valid.");
    },
  });
}
