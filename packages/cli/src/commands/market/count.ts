import type { ListingCount } from "@cryptodesk/shared/market/listing.contract";
import { ListingFilter } from "@cryptodesk/shared/market/listing-filter.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { count } from "../../output/numbers.ts";
import { printRecord } from "../../output/record.ts";
import { defineCommand } from "../define-command.ts";
import { filterOptions } from "./listing-filter-options.ts";

export function addCountCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "count",
    summary: "Count the coins that match",
    description: "Takes the filters of market list; without any it counts all coins.",
    options: filterOptions(),
    examples: [
      ["market count --min-market-cap 1b", "how many coins are worth a billion"],
      ["market count --min-change 10 --json --fields matching", "the number for a script"],
    ],
    run: async ({ ask, command, out }) => {
      const filter = readInput(ListingFilter, command);
      const counted = await ask((api) => api.market.count.query(filter));
      await printRecord(out, counted, () => drawCount(counted));
    },
  });
}

const drawCount = ({ matching, coins }: ListingCount): string =>
  `${count(matching)} of ${count(coins)} ${coins === 1 ? "coin" : "coins"}\n`;
