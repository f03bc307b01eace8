import {
  ForkStrategyInput,
  ListPublicStrategiesInput,
  OpenStrategyLinkInput,
  SharedStrategy,
  StrategyRef,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age, clockTime } from "../../output/times.ts";
import { chosenId, createOnce, idOption } from "../create-once.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { isId } from "../portfolio/choose-portfolio.ts";
import { strategyArgument, strategyIdOf } from "./choose-strategy.ts";
import { drawDetail, drawStrategy, rulesText } from "./draw-strategy.ts";
import { versionOption } from "./show.ts";

export function addSharingCommands(strategy: Command, cli: CliContext): void {
  addForkCommand(strategy, cli);
  addLinkCommands(strategy, cli);
  addOpenCommand(strategy, cli);
  addPublicCommand(strategy, cli);
}

function addForkCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "fork",
    summary: "Copy a strategy: your own, a public one, or one whose link you have",
    arguments: [strategyArgument()],
    options: [
      versionOption(),
      new Option("--link <link>", "the link, or the token in it, of one that is shared so"),
      new Option("--name <name>", "what the copy is called"),
      idOption(),
    ],
    examples: [
      ["strategy fork Cross --name 'Cross, weekly'", "a copy of your own"],
      ["strategy fork 01900000-0000-7000-8000-000000000000", "of a public one: strategy public"],
    ],
    run: async (session, [named]) => {
      const { command, out } = session;
      const id = chosenId(session);
      const link: unknown = command.getOptionValue("link");
      const text = String(named);
      const input = readInput(ForkStrategyInput, command, {
        strategyId: isId(text) ? text.trim() : await strategyIdOf(session, text),
        id,
        link: typeof link === "string" ? tokenIn(link) : undefined,
      });
      const made = await createOnce(session, id, (api) => api.strategy.fork.mutate(input));
      await printRecord(out, made, () => drawDetail(made, out));
    },
  });
}

/** The token of a whole link, which ends with it. */
function tokenIn(link: string): string {
  const [address = ""] = link.trim().split(/[?#]/);
  return address.split("/").findLast((part) => part !== "") ?? "";
}

function addLinkCommands(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "link",
    summary: "Make the link with which others see a strategy; an earlier one ends",
    description: "Prints the link, alone, on standard output; it is shown only now.",
    arguments: [strategyArgument()],
    examples: [["strategy link Cross", "whoever has it sees the rules and may copy them"]],
    run: async (session, [named]) => {
      const { ask, command, out } = session;
      const input = readInput(StrategyRef, command, { strategyId: await strategyIdOf(session, named) });
      const link = await ask((api) => api.strategy.makeLink.mutate(input));
      await printRecord(out, link, () => `${safeText(link.url)}\n`);
    },
  });
  defineCommand(strategy, cli, {
    name: "unlink",
    summary: "End the link to a strategy",
    arguments: [strategyArgument()],
    examples: [["strategy unlink Cross", "nobody sees anything with it any more"]],
    run: async (session, [named]) => {
      const { ask, command, out } = session;
      const input = readInput(StrategyRef, command, { strategyId: await strategyIdOf(session, named) });
      const changed = await ask((api) => api.strategy.endLink.mutate(input));
      await printRecord(out, changed, () => drawStrategy(changed, out));
    },
  });
}

function addOpenCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "open",
    summary: "What somebody with a link to a strategy sees",
    description: "Nobody has to sign in.",
    arguments: [new Argument("<token>", "the link, or the token in it")],
    examples: [["strategy open https://desk.example/shared-strategies/AbCdEf0123", "its rules"]],
    run: async (session, [link]) => {
      const { askAsNobody, command, out } = session;
      const input = readInput(OpenStrategyLinkInput, command, { token: tokenIn(String(link)) });
      const shared = await askAsNobody((api) => api.strategy.openLink.query(input));
      await printRecord(out, shared, () => drawShared(shared, out));
    },
  });
}

function drawShared({ name, ownerName, tags, version, updatedAt, text, id }: SharedStrategy, out: Output): string {
  const about = figureText(
    [
      {
        title: safeText(name),
        figures: [
          ...(ownerName === null ? [] : [["By", safeText(ownerName)] as const]),
          ...(tags.length > 0 ? [["Tags", safeText(tags.join(", "))] as const] : []),
          ["Version", `${version}, of ${clockTime(updatedAt)}`],
          ["Id", id],
        ],
      },
    ],
    out,
  );
  return `${about}\n${rulesText(text)}`;
}

const COLUMNS: readonly Column<SharedStrategy>[] = [
  { field: "name", header: "Name", shrinkTo: 16, show: ({ name }) => safeText(name) },
  { field: "ownerName", header: "By", shrinkTo: 10, show: ({ ownerName }) => safeText(ownerName ?? "") },
  { field: "tags", header: "Tags", spare: 3, show: ({ tags }) => safeText(tags.join(", ")) },
  {
    field: "updatedAt",
    header: "Changed",
    align: "right",
    spare: 2,
    show: (row, out) => age(row.updatedAt, out.now()),
  },
  { field: "id", header: "Id", show: ({ id }) => id },
];

function addPublicCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "public",
    summary: "Strategies that others on this desk have made public",
    options: [new Option("--search <text>", "whose name holds this"), ...pagingOptions()],
    examples: [["strategy public --search cross", "and then: strategy fork <id>"]],
    run: async (session) => {
      const input = readInput(ListPublicStrategiesInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategy.listPublic.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(SharedStrategy.shape), empty: "None is public." };
      await printRows(session.out, view, pages);
    },
  });
}
