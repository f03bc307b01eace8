import {
  BlockStrategyInput,
  ListModeratedStrategiesInput,
  ModeratedStrategy,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText, printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { visibilityText } from "../strategy/draw-strategy.ts";

const COLUMNS: readonly Column<ModeratedStrategy>[] = [
  { field: "ownerEmail", header: "Owner", shrinkTo: 14, show: ({ ownerEmail }) => safeText(ownerEmail) },
  { field: "name", header: "Name", shrinkTo: 14, show: ({ name }) => safeText(name) },
  { field: "visibility", header: "Seen", show: visibilityText },
  {
    field: "blockedReason",
    header: "Reason",
    shrinkTo: 10,
    spare: 2,
    show: ({ blockedReason }) => safeText(blockedReason ?? ""),
  },
  { field: "strategyId", header: "Id", show: ({ strategyId }) => strategyId },
];

export function addStrategyModeration(admin: Command, cli: CliContext): void {
  defineCommand(admin, cli, {
    name: "strategies",
    summary: "Strategies that others can see, of all accounts",
    options: pagingOptions(),
    examples: [["admin strategies", "public ones and those with a link"]],
    run: async (session) => {
      const input = readInput(ListModeratedStrategiesInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategy.listModerated.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(ModeratedStrategy.shape), empty: "Nothing is shared." };
      await printRows(session.out, view, pages);
    },
  });
  defineCommand(admin, cli, {
    name: "block-strategy",
    summary: "Take a strategy out of others' sight, or show it again",
    description: "Its owner keeps it and sees the reason.",
    arguments: [new Argument("<strategy>", "id, from `cryptodesk admin strategies`")],
    options: [
      new Option("--blocked", "block it (default)"),
      new Option("--no-blocked", "show it again"),
      new Option("--reason <text>", "shown to the owner"),
    ],
    examples: [
      ["admin block-strategy 01900000-0000-7000-8000-000000000000 --reason 'Advertises a scam'", "nobody else sees it"],
    ],
    run: async ({ ask, command, out }, [strategyId]) => {
      const blocked: unknown = command.getOptionValue("blocked") ?? true;
      const input = readInput(BlockStrategyInput, command, { strategyId, blocked });
      const answer = await ask((api) => api.strategy.block.mutate(input));
      const figures = [
        ["Name", safeText(answer.name)],
        ["Owner", safeText(answer.ownerEmail)],
        ["Seen", visibilityText(answer, out)],
        ["Reason", safeText(answer.blockedReason ?? "-")],
      ] as const;
      await printRecord(out, answer, () => figureText([{ figures }], out));
    },
  });
}
