import { ListReportsInput, MarketReport } from "@cryptodesk/shared/market/report.contract";
import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { change, compactAmount, count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";

const COLUMNS: readonly Column<MarketReport>[] = [
  { field: "date", header: "Day (UTC)", show: ({ date }) => date },
  {
    field: "totalMarketCapUsd",
    header: "Market cap",
    align: "right",
    show: ({ totalMarketCapUsd }) => compactAmount(totalMarketCapUsd),
  },
  {
    field: "totalMarketCapChangePct",
    header: "Change",
    align: "right",
    show: ({ totalMarketCapChangePct }, out) => change(totalMarketCapChangePct, out),
  },
  {
    field: "totalVolume24hUsd",
    header: "Volume 24h",
    align: "right",
    show: ({ totalVolume24hUsd }) => compactAmount(totalVolume24hUsd),
  },
  {
    field: "breadth",
    header: "Up / down",
    align: "right",
    show: ({ breadth }) => `${count(breadth.advancers)} / ${count(breadth.decliners)}`,
  },
  { field: "gainers", header: "Best", spare: 1, show: ({ gainers }, out) => moverText(gainers[0], out) },
  { field: "losers", header: "Worst", spare: 2, show: ({ losers }, out) => moverText(losers[0], out) },
  {
    field: "sources",
    header: "Source",
    spare: 3,
    show: ({ sources, simulated }) => (simulated ? "simulated" : sources.join(", ")),
  },
];

function moverText(mover: MarketReport["gainers"][number] | undefined, out: Parameters<typeof change>[1]): string {
  return mover ? `${safeText(mover.symbol)} ${change(mover.changePct, out)}` : "";
}

export function addReportsCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "reports",
    summary: "Daily market reports",
    options: pagingOptions(),
    examples: [
      ["market reports --limit 7", "the last week"],
      ["market report latest", "one of them in full"],
    ],
    run: async (session) => {
      const input = readInput(ListReportsInput, session.command);
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.market.reports.query(page)));
      const view = {
        columns: COLUMNS,
        fields: Object.keys(MarketReport.shape),
        empty: "No report has been written yet.",
      };
      await printRows(session.out, view, pages);
    },
  });
}
