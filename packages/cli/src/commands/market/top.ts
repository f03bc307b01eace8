import { ListingField, type ListingView } from "@cryptodesk/shared/market/listing.contract";
import { GetTopInput, TopCategory, type TopList } from "@cryptodesk/shared/market/overview.contract";
import { Window } from "@cryptodesk/shared/market/source.contract";
import { Argument, type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { amount, oneOf, wholeNumber } from "../../input/values.ts";
import { noticeOrigin } from "../../output/market-notice.ts";
import { compactAmount, level, UNKNOWN } from "../../output/numbers.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { LISTING_CSV_FIELDS, listingColumns } from "./listing-columns.ts";

type TopRow = ListingView & { metric: number | null };

export function addTopCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "top",
    summary: "Gainers, losers and other top lists",
    arguments: [
      new Argument("[category]", "which list")
        .choices(TopCategory.options)
        .argParser(oneOf(TopCategory.options))
        .default("gainers"),
    ],
    options: [
      new Option("--window <window>", "for gainers, losers and volatile (default: 24h)")
        .choices(Window.options)
        .argParser(oneOf(Window.options)),
      new Option("--min-volume <usd>", "24 h volume at least, against dust (default: 1m)").argParser(amount),
      new Option("--limit <rows>", "rows to print, at most 100 (default: 10)").argParser(wholeNumber),
    ],
    examples: [
      ["market top", "the day's best"],
      ["market top losers --window 7d", "the week's worst"],
      ["market top volatile --min-volume 50m", "the widest swings among traded coins"],
    ],
    run: async (session, [category]) => {
      const { command, out } = session;
      const input = readInput(GetTopInput, command, { category });
      const { items, ...rest } = await session.ask((api) => api.market.top.query(input));
      if (out.format === "json" && !out.fields) {
        // As the server sent it: the listing inside its item.
        await printRows(out, { columns: [], fields: [], empty: "" }, onePage(items, rest));
      } else {
        const rows = items.map(({ listing, metric }) => ({ ...listing, metric }));
        await printRows(out, topView(rest.category, out.fields), onePage<TopRow>(rows, rest));
      }
      noticeOrigin(
        out,
        items.map(({ listing }) => listing),
      );
    },
  });
}

function topView(category: TopList["category"], fields: readonly string[] | null) {
  const metric = metricColumn(category);
  const columns: Column<TopRow>[] = [...listingColumns(fields)];
  // Elsewhere a column of the listing itself shows what the list is ordered by.
  const tellsMore = category === "volatile" || category === "trending";
  if (fields !== null || tellsMore) columns.splice(fields === null ? 4 : 0, 0, metric);
  return {
    columns,
    fields: ["metric", ...ListingField.options],
    csvFields: ["metric", ...LISTING_CSV_FIELDS],
    empty: "No coin qualifies.",
  };
}

function metricColumn(category: TopList["category"]): Column<TopRow> {
  const base = { field: "metric", align: "right" } as const;
  if (category === "volatile") return { ...base, header: "Range", show: ({ metric }) => level(metric) };
  if (category === "trending") {
    return { ...base, header: "Searched", show: ({ metric }) => (metric === null ? UNKNOWN : `no. ${metric}`) };
  }
  return { ...base, header: "Metric", show: ({ metric }) => compactAmount(metric) };
}
