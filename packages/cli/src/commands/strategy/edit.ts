import { SaveStrategyInput, type StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { wholeNumber } from "../../input/values.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawDetail } from "./draw-strategy.ts";
import { editRules } from "./editor.ts";
import { noteOption } from "./new.ts";
import { type ReadRules, readRulesFile, rulesOrRefuse } from "./rules-file.ts";

export function addEditCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "edit",
    summary: "Change the rules of a strategy in your editor, or from a file",
    description:
      "Opens the text in $EDITOR, says what is wrong with it, and saves it as a new version. Where somebody saved\nmeanwhile nothing is overwritten. What cannot be saved is kept in a file.",
    arguments: [strategyArgument()],
    options: [
      new Option("--file <path>", "take the rules from this file instead of the editor; - is standard input"),
      noteOption(),
      new Option("--expected-version <number>", "refuse where this is not the newest version").argParser(wholeNumber),
    ],
    examples: [
      ["strategy edit Cross --note 'wider stop'", "in your editor"],
      ["strategy edit Cross --file cross.rules", "from a file"],
    ],
    run: async (session, [named]) => {
      const { ask, command, out } = session;
      const strategyId = await strategyIdOf(session, named);
      const file: unknown = command.getOptionValue("file");
      const newest = await ask((api) => api.strategy.get.query({ strategyId }));
      const saved =
        typeof file === "string"
          ? await save(session, newest, await readRulesFile(session, file))
          : await editRules(session, newest.text, (read) => save(session, newest, read));
      const detail = saved ?? newest;
      if (detail.version === newest.version) out.notice("Nothing was changed.");
      await printRecord(out, detail, () => drawDetail(detail, out));
    },
  });
}

async function save(session: Session, newest: StrategyDetail, read: ReadRules): Promise<StrategyDetail> {
  const { ask, command } = session;
  const rules = rulesOrRefuse(session, read, "The text");
  const said: unknown = command.getOptionValue("expectedVersion");
  const note: unknown = command.getOptionValue("note");
  const input = SaveStrategyInput.safeParse({
    strategyId: newest.strategy.id,
    expectedVersion: said ?? newest.version,
    ...(read.isReadable ? { text: read.text } : { rules }),
    ...(note !== undefined && { note }),
  });
  if (!input.success) {
    const lines = input.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(lines.join("\n"));
  }
  return ask((api) => api.strategy.save.mutate(input.data));
}
