import { ListQuarantineInput, QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { change, count, price } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";

const STATES = ListQuarantineInput.shape.state.def.innerType.options;

const COLUMNS: readonly Column<QuarantineEntry>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "coinId", header: "Coin", shrinkTo: 12, show: ({ coinId }) => safeText(coinId) },
  { field: "lastGoodUsd", header: "Last good $", align: "right", show: ({ lastGoodUsd }) => price(lastGoodUsd) },
  { field: "proposedUsd", header: "Held back $", align: "right", show: ({ proposedUsd }) => price(proposedUsd) },
  { field: "changePct", header: "Jump", align: "right", show: ({ changePct }, out) => change(changePct, out) },
  { field: "source", header: "Source", spare: 2, show: ({ source }) => (source === "sandbox" ? "simulated" : source) },
  {
    field: "detectedAt",
    header: "Held for",
    align: "right",
    show: ({ detectedAt }, out) => age(detectedAt, out.now()),
  },
  { field: "observations", header: "Seen", align: "right", spare: 3, show: ({ observations }) => count(observations) },
  { field: "state", header: "State", show: ({ state }) => state },
  { field: "note", header: "Note", spare: 1, shrinkTo: 14, show: ({ note }) => safeText(note ?? "") },
];

export function addQuarantineCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "quarantine",
    summary: "Price jumps held back until confirmed",
    description: "The desk shows the last good price meanwhile. `market resolve` decides by hand.",
    options: [
      new Option("--state <state>", "which entries (default: pending)").choices(STATES).argParser(oneOf(STATES)),
      new Option("--coin-id <id>", "only this coin"),
      ...pagingOptions(),
    ],
    examples: [
      ["market quarantine", "what is held back now"],
      ["market quarantine --state all --limit 20", "and how earlier ones ended"],
    ],
    run: async (session) => {
      const input = readInput(ListQuarantineInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.market.quarantine.query(page)));
      const view = { columns: COLUMNS, fields: Object.keys(QuarantineEntry.shape), empty: "Nothing is held back." };
      await printRows(session.out, view, pages);
    },
  });
}
