import {
  ChangeStrategyInput,
  type Strategy,
  StrategyFile,
  StrategyRef,
  StrategyTemplate,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { agreeOrStop, yesOption } from "../../input/agree.ts";
import { fileOption, readJsonInput } from "../../input/json-input.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import { jsonText } from "../../output/json.ts";
import { safeText } from "../../output/plain-text.ts";
import { outputOption, writeReceived } from "../../output/received-file.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import type { Session } from "../../session.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawDetail, drawStrategy } from "./draw-strategy.ts";
import { versionOption } from "./show.ts";

export function addManageCommands(strategy: Command, cli: CliContext): void {
  addTagCommand(strategy, cli);
  addDeleteCommands(strategy, cli);
  addTemplatesCommand(strategy, cli);
  addFileCommands(strategy, cli);
}

const VISIBILITY = ["private", "link", "public"] as const;

function addTagCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "tag",
    summary: "Change the tags of a strategy, or who sees it",
    arguments: [strategyArgument()],
    options: [
      new Option("--tags <tags>", "these instead of those it has, separated by commas").argParser(list),
      new Option("--no-tags", "none"),
      new Option("--visibility <who>", "public: everybody who is signed in finds it; private ends its link")
        .choices(VISIBILITY)
        .argParser(oneOf(VISIBILITY)),
    ],
    examples: [
      ["strategy tag Cross --tags trend,daily", "for `strategy list --tag trend`"],
      ["strategy tag Cross --visibility public", "others find it and may copy it"],
    ],
    run: async (session, [named]) => {
      const { ask, command } = session;
      const tags: unknown = command.getOptionValue("tags");
      const input = readInput(ChangeStrategyInput, command, {
        strategyId: await strategyIdOf(session, named),
        tags: tags === false ? [] : tags === true ? undefined : tags,
      });
      await printStrategy(session, await ask((api) => api.strategy.change.mutate(input)));
    },
  });
}

async function printStrategy({ out }: Session, changed: Strategy): Promise<void> {
  await printRecord(out, changed, () => drawStrategy(changed, out));
}

function addDeleteCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "delete",
    summary: "Delete a strategy; it can be restored for 30 days",
    arguments: [strategyArgument()],
    options: [yesOption()],
    examples: [["strategy delete Cross", "and with it what it shows to others"]],
    run: async (session, [named]) => {
      const input = readInput(StrategyRef, session.command, { strategyId: await strategyIdOf(session, named) });
      await agreeOrStop(session, `Delete the strategy ${safeText(String(named))}? It can be restored for 30 days.`);
      await printStrategy(session, await session.ask((api) => api.strategy.remove.mutate(input)));
    },
  });
  defineCommand(strategy, cli, {
    name: "restore",
    summary: "Take back the deletion of a strategy",
    arguments: [strategyArgument()],
    examples: [["strategy restore Cross", "see them with: strategy list --deleted"]],
    run: async (session, [named]) => {
      const strategyId = await strategyIdOf(session, named, { deleted: true });
      const input = readInput(StrategyRef, session.command, { strategyId });
      await printStrategy(session, await session.ask((api) => api.strategy.restore.mutate(input)));
    },
  });
}

const TEMPLATE_COLUMNS: readonly Column<StrategyTemplate>[] = [
  { field: "id", header: "Id", show: ({ id }) => safeText(id) },
  { field: "name", header: "Name", show: ({ name }) => safeText(name) },
  { field: "description", header: "What it does", shrinkTo: 30, show: ({ description }) => safeText(description) },
];

function addTemplatesCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "templates",
    summary: "Strategies to begin with",
    examples: [
      ["strategy templates", "and then: strategy new --template grid --edit"],
      ["strategy templates --json --fields id,text", "their rules"],
    ],
    run: async ({ ask, out }) => {
      const { items, ...rest } = await ask((api) => api.strategy.templates.query({}));
      const view = { columns: TEMPLATE_COLUMNS, fields: Object.keys(StrategyTemplate.shape), empty: "There are none." };
      await printRows(out, view, onePage(items, rest));
    },
  });
}

function addFileCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "export",
    summary: "A strategy as a file that reads in again",
    arguments: [strategyArgument()],
    options: [versionOption(), outputOption()],
    examples: [["strategy export Cross --output cross.json", "for another desk: strategy import --file cross.json"]],
    run: async (session, [named]) => {
      const { ask, command, out } = session;
      const strategyId = await strategyIdOf(session, named);
      const version: unknown = command.getOptionValue("version");
      const file = await ask((api) =>
        api.strategy.exportFile.query({ strategyId, ...(typeof version === "number" && { version }) }),
      );
      if (out.format === "json" || out.fields) return printRecord(out, file, () => "");
      writeReceived(session, Buffer.from(`${jsonText(file)}\n`), `${fileName(file.rules.name)}.json`);
    },
  });
  defineCommand(strategy, cli, {
    name: "import",
    summary: "Make a strategy out of such a file",
    options: [fileOption("what `strategy export` wrote"), idOption()],
    examples: [["strategy import --file cross.json", "rules and tags, as they were"]],
    run: async (session) => {
      const file = await readJsonInput(session, StrategyFile);
      const id = chosenId(session);
      const made = await createOnce(session, id, (api) => api.strategy.importFile.mutate({ id, file }));
      await printRecord(session.out, made, () => drawDetail(made, session.out));
    },
  });
}

/** A name as a file may have it anywhere. */
function fileName(name: string): string {
  const plain = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return plain.replace(/^-|-$/g, "") || "strategy";
}
