import { ListSetAsideInput, SetAsideReason, SetAsideRow } from "@cryptodesk/shared/market/provider.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { count, UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";

const COLUMNS: readonly Column<SetAsideRow>[] = [
  { field: "provider", header: "Provider", show: ({ provider }) => provider },
  { field: "externalId", header: "Row", shrinkTo: 12, show: ({ externalId }) => safeText(externalId ?? UNKNOWN) },
  { field: "reason", header: "Reason", show: ({ reason }) => reason },
  { field: "times", header: "Times", align: "right", show: ({ times }) => count(times) },
  {
    field: "lastSeenAt",
    header: "Last seen",
    align: "right",
    show: ({ lastSeenAt }, out) => age(lastSeenAt, out.now()),
  },
  { field: "detail", header: "Detail", shrinkTo: 20, show: ({ detail }) => safeText(detail) },
];

export function addSetAsideCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "set-aside",
    summary: "Provider rows that were not used, and why",
    options: [
      new Option("--provider <id>", "only rows of this provider"),
      new Option("--reason <reason>", "only rows set aside for this")
        .choices(SetAsideReason.options)
        .argParser(oneOf(SetAsideReason.options)),
      ...pagingOptions(),
    ],
    examples: [
      ["market set-aside", "what was left out, newest first"],
      ["market set-aside --reason no_price --json", "with the rows as received"],
    ],
    run: async (session) => {
      const { command, out } = session;
      const input = readInput(ListSetAsideInput, command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.market.setAside.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(SetAsideRow.shape), empty: "Nothing was set aside." };
      await printRows(out, view, pages);
    },
  });
}
