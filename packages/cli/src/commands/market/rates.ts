import type { FiatRates } from "@cryptodesk/shared/market/rates.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";

type Rate = FiatRates["rates"][number];

const COLUMNS: readonly Column<Rate>[] = [
  { field: "currency", header: "Currency", show: ({ currency }) => currency.toUpperCase() },
  { field: "name", header: "Name", show: ({ name }) => name },
  { field: "perUsd", header: "For 1 USD", align: "right", show: ({ perUsd }) => perUsd },
];

export function addRatesCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "rates",
    summary: "What one US dollar is worth in other currencies",
    examples: [
      ["market rates", "every currency that is known"],
      ["market rates --format csv", "for a spreadsheet"],
    ],
    run: async ({ ask, out }) => {
      const answer = await ask((api) => api.market.rates.query({}));
      const { rates, ...rest } = answer;
      const view = { columns: COLUMNS, fields: ["currency", "name", "perUsd"], empty: "No rates." };
      await printRows(out, view, onePage(rates, rest), "rates");
      if (answer.source !== null) out.notice(`from ${answer.source}, ${age(answer.asOf, out.now())}`);
      else out.notice("No provider has given exchange rates yet.");
      noticeOrigin(out, [{ simulated: answer.simulated }]);
    },
  });
}
