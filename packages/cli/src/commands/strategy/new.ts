import { CreateStrategyInput, type StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { list } from "../../input/values.ts";
import { printRecord } from "../../output/record.ts";
import type { Session } from "../../session.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { drawDetail } from "./draw-strategy.ts";
import { editRules } from "./editor.ts";
import { checkRulesText, type ReadRules, readRulesFile, rulesOrRefuse } from "./rules-file.ts";

export function noteOption(): Option {
  return new Option("--note <text>", "what is new in this version");
}

export function addNewCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "new",
    summary: "Make a strategy out of a file, a template, or in your editor",
    description: "Without a file a template is taken; --edit opens it in $EDITOR first.",
    arguments: [new Argument("[file]", "rules as text or JSON; - is standard input")],
    options: [
      new Option("--template <id>", "begin with this one of `strategy templates`"),
      new Option("--name <name>", "call it so, whatever the rules say"),
      new Option("--edit", "open the rules in $EDITOR before they are saved"),
      new Option("--tags <tags>", "separated by commas").argParser(list),
      noteOption(),
      idOption(),
    ],
    examples: [
      ["strategy new cross.rules --tags trend,daily", "out of a file"],
      ["strategy new --template grid --name 'My grid' --edit", "out of a template, edited first"],
    ],
    run: async (session, [file]) => {
      const { out } = session;
      const begun = await beginning(session, typeof file === "string" ? file : null);
      const made =
        session.command.getOptionValue("edit") === true
          ? await editRules(session, begun.text, (read) => create(session, read))
          : await create(session, begun);
      // An editor that is left without a change means what stood there.
      const detail = made ?? (await create(session, begun));
      await printRecord(out, detail, () => drawDetail(detail, out));
    },
  });
}

/** What the strategy begins with, in the readable form where it will be edited or renamed. */
async function beginning(session: Session, file: string | null): Promise<ReadRules> {
  const { command } = session;
  const template: unknown = command.getOptionValue("template");
  const name: unknown = command.getOptionValue("name");
  if ((file === null) === (template === undefined)) {
    throw new UsageError("Give either a file or a template.", ["See: cryptodesk strategy templates"]);
  }
  const read = file === null ? await templateRules(String(template)) : await readRulesFile(session, file);
  if (command.getOptionValue("edit") === true && read.rules === null) return read;
  const rules = rulesOrRefuse(session, read, file ?? String(template));
  if (read.isReadable && name === undefined) return read;
  const { printRules } = await import("@cryptodesk/quant/rules/print-rules");
  const renamed = printRules(typeof name === "string" ? { ...rules, name: name.trim() } : rules);
  return { ...(await checkRulesText(renamed)), tags: read.tags };
}

async function templateRules(id: string): Promise<ReadRules> {
  const [{ STRATEGY_TEMPLATES }, { printRules }] = await Promise.all([
    import("@cryptodesk/quant/rules/templates"),
    import("@cryptodesk/quant/rules/print-rules"),
  ]);
  const template = STRATEGY_TEMPLATES.find((each) => each.id === id);
  if (template) return checkRulesText(printRules(template.rules));
  const ids = STRATEGY_TEMPLATES.map((each) => each.id).join(", ");
  throw new UsageError(`There is no template "${id}". There are: ${ids}.`, ["See: cryptodesk strategy templates"]);
}

async function create(session: Session, read: ReadRules): Promise<StrategyDetail> {
  const { command } = session;
  const id = chosenId(session);
  const given: unknown = command.getOptionValue("tags");
  const tags = Array.isArray(given) ? given : read.tags;
  const note: unknown = command.getOptionValue("note");
  const rules = read.isReadable ? { text: read.text } : { rules: rulesOrRefuse(session, read, "The rules") };
  const input = CreateStrategyInput.safeParse({ id, tags, ...rules, ...(note !== undefined && { note }) });
  if (!input.success) {
    const lines = input.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new UsageError(lines.join("\n"));
  }
  return createOnce(session, id, (api) => api.strategy.create.mutate(input.data));
}
