import { ListingField, type ListingView, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { ListingSort, SortDirection } from "@cryptodesk/shared/market/listing-filter.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { list, oneOf } from "../../input/values.ts";
import { checkFields } from "../../output/fields.ts";
import { createMarketNotice } from "../../output/market-notice.ts";
import { type Page, printRows } from "../../output/rows.ts";
import type { Session } from "../../session.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { LISTING_CSV_FIELDS, listingColumns } from "./listing-columns.ts";
import { filterOptions } from "./listing-filter-options.ts";

// Needed for the note on where the prices came from, whatever fields were asked for.
const ORIGIN_FIELDS = ["simulated", "asOf"] as const satisfies readonly ListingField[];

export function addListCommand(market: Command, cli: CliContext): void {
  defineCommand(market, cli, {
    name: "list",
    summary: "List market listings",
    description: "Bounds include their value; a coin whose figure is unknown never matches a bound on it.",
    options: [...filterOptions(), ...orderOptions(), ...pagingOptions()],
    examples: [
      ["market list --limit 20", "the 20 largest coins"],
      ["market list --min-market-cap 1b --sort change24h", "large coins, best day first"],
      ["market list --sort rank --then volume:desc,name:asc", "equal ranks by volume, then by name"],
      ["market list --search doge", "coins that sound like it"],
      ["market list --all --format csv > market.csv", "every coin, for a spreadsheet"],
      ["market list --json --fields id,priceUsd", "exact prices for a script"],
    ],
    run: (session) => runList(session),
  });
}

async function runList(session: Session): Promise<void> {
  const { command, out } = session;
  if (out.fields) checkFields(out.fields, ListingField.options);
  const fields = out.fields ? [...new Set(["id", ...out.fields, ...ORIGIN_FIELDS])] : undefined;
  const input = readInput(ListListingsInput, command, fields ? { fields } : {});
  const notice = createMarketNotice();
  const pages = pagesOf(session, input, (page) => session.ask((api) => api.market.list.query(page)));
  const view = {
    columns: listingColumns(out.fields),
    fields: ListingField.options,
    csvFields: LISTING_CSV_FIELDS,
    empty: "No coin matches.",
  };
  await printRows(out, view, noting(pages, notice.add));
  const text = notice.text(out);
  if (text) out.notice(text);
}

async function* noting(
  pages: AsyncIterable<Page<ListingView>>,
  note: (row: ListingView) => void,
): AsyncGenerator<Page<ListingView>> {
  for await (const page of pages) {
    page.rows.forEach(note);
    yield page;
  }
}

/** Keys with their directions; a slip in either is named. */
function sortKeys(text: string, before: string[] | undefined): string[] {
  return list(text, before).map((key) => {
    const [sort = "", direction = ""] = key.split(":", 2);
    return `${oneOf(ListingSort.options)(sort)}:${oneOf(SortDirection.options)(direction)}`;
  });
}

function orderOptions(): Option[] {
  const sorts = ListingSort.options;
  const directions = SortDirection.options;
  return [
    new Option("--sort <field>", "order by").choices(sorts).argParser(oneOf(sorts)),
    new Option("--direction <direction>", "default: desc for amounts and changes, asc for name and rank")
      .choices(directions)
      .argParser(oneOf(directions)),
    new Option("--then <keys>", "up to two further keys, e.g. volume:desc,name:asc").argParser(sortKeys),
  ].map((option) => option.helpGroup("Order:"));
}
