import { ListStrategiesInput, Strategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { visibilityText } from "./draw-strategy.ts";

const COLUMNS: readonly Column<Strategy>[] = [
  { field: "name", header: "Name", shrinkTo: 16, show: ({ name }) => safeText(name) },
  { field: "universe", header: "Trades", shrinkTo: 14, show: ({ universe }) => safeText(universe) },
  { field: "timeframe", header: "Every", show: ({ timeframe }) => timeframe },
  { field: "version", header: "Version", align: "right", show: ({ version }) => String(version) },
  { field: "visibility", header: "Seen", spare: 3, show: visibilityText },
  { field: "tags", header: "Tags", spare: 4, show: ({ tags }) => safeText(tags.join(", ")) },
  {
    field: "updatedAt",
    header: "Changed",
    align: "right",
    spare: 2,
    show: (row, out) => age(row.updatedAt, out.now()),
  },
  { field: "id", header: "Id", spare: 1, show: ({ id }) => id },
];

export function addListCommand(strategy: Command, cli: CliContext): void {
  defineCommand(strategy, cli, {
    name: "list",
    summary: "Your strategies, newest first",
    options: [
      new Option("--search <text>", "whose name holds this"),
      new Option("--tag <tag>", "with this tag"),
      new Option("--deleted", "those that were deleted and may be restored"),
      ...pagingOptions(),
    ],
    examples: [
      ["strategy list", "name, universe and version of each"],
      ["strategy list --tag trend --json", "those with a tag, for a script"],
    ],
    run: async (session) => {
      const input = readInput(ListStrategiesInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.strategy.list.query(page)));
      const empty = input.deleted
        ? "Nothing was deleted."
        : "No strategy yet. Make one: cryptodesk strategy new --template grid";
      await printRows(session.out, { columns: COLUMNS, fields: Object.keys(Strategy.shape), empty }, pages);
    },
  });
}
