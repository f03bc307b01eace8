import {
  Holding,
  ListHoldingsInput,
  ListLotsInput,
  ListMissingInput,
  Lot,
} from "@cryptodesk/shared/portfolio/holding.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { gain, money, moneyOf, percentReturned, percentShare, position, units } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import { onePage } from "../paging.ts";
import { noticeCalculation } from "./calculation-notice.ts";
import { assetArgument, assetIdOf } from "./choose-asset.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { waitOption } from "./show.ts";

const COLUMNS: readonly Column<Holding>[] = [
  { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
  { field: "quantity", header: "Quantity", align: "right", show: ({ quantity }, out) => position(quantity, out) },
  { field: "price", header: "Price", align: "right", spare: 3, show: ({ price }) => money(price?.price) },
  { field: "currentValue", header: "Value", align: "right", show: ({ currentValue }) => money(currentValue) },
  {
    field: "allocationPct",
    header: "Share",
    align: "right",
    spare: 4,
    show: ({ allocationPct }) => percentShare(allocationPct),
  },
  {
    field: "costBasisTotal",
    header: "Cost basis",
    align: "right",
    spare: 1,
    show: ({ costBasisTotal }) => money(costBasisTotal),
  },
  {
    field: "unrealizedPnl",
    header: "Unrealised",
    align: "right",
    show: ({ unrealizedPnl }, out) => gain(unrealizedPnl, out),
  },
  {
    field: "realizedPnl",
    header: "Realised",
    align: "right",
    spare: 2,
    show: ({ realizedPnl }, out) => gain(realizedPnl, out),
  },
  {
    field: "change24hPct",
    header: "24h",
    align: "right",
    spare: 5,
    show: ({ change24hPct }, out) => percentReturned(change24hPct, out),
  },
  {
    field: "missing",
    header: "Missing",
    align: "right",
    spare: 6,
    show: ({ missing }, { palette }) => (missing === 0 ? "none" : palette.warn(count(missing))),
  },
  {
    field: "lastUpdated",
    header: "Age",
    align: "right",
    spare: 7,
    show: ({ lastUpdated }, out) => age(lastUpdated, out.now()),
  },
];

const LOT_COLUMNS: readonly Column<Lot>[] = [
  { field: "acquiredDay", header: "Acquired", show: ({ acquiredDay }) => acquiredDay },
  { field: "quantity", header: "Quantity", align: "right", show: ({ quantity }, out) => position(quantity, out) },
  { field: "costPerUnit", header: "Cost a unit", align: "right", show: ({ costPerUnit }) => money(costPerUnit) },
  { field: "costTotal", header: "Cost", align: "right", show: ({ costTotal }) => money(costTotal) },
  { field: "currentValue", header: "Value", align: "right", spare: 3, show: ({ currentValue }) => money(currentValue) },
  {
    field: "unrealizedPnl",
    header: "Unrealised",
    align: "right",
    show: ({ unrealizedPnl }, out) => gain(unrealizedPnl, out),
  },
  { field: "holdingDays", header: "Days", align: "right", spare: 2, show: ({ holdingDays }) => count(holdingDays) },
  { field: "term", header: "Term", spare: 4, show: ({ term }) => term ?? "undecided" },
  { field: "id", header: "Lot", spare: 1, show: ({ id }) => safeText(id) },
];

export function addHoldingCommands(portfolio: Command, cli: CliContext): void {
  addHoldingsCommand(portfolio, cli);
  addLotsCommand(portfolio, cli);
  addMissingCommand(portfolio, cli);
}

function addHoldingsCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "holdings",
    summary: "What a portfolio holds",
    namesPortfolio: true,
    options: [new Option("--closed", "also what is not held any more"), waitOption()],
    examples: [
      ["portfolio holdings", "quantity, value, cost and gain of each asset"],
      ["portfolio holdings Savings --closed --format csv", "with what was sold, for a spreadsheet"],
    ],
    run: async ({ ask, command, out }, portfolioId) => {
      const input = readInput(ListHoldingsInput, command, { portfolioId });
      const { items, ...rest } = await ask((api) => api.figures.holdings.query(input));
      const empty = "Nothing is held. Record a transaction: cryptodesk portfolio add buy 0.5 bitcoin --price 64000";
      const view = { columns: COLUMNS, fields: Object.keys(Holding.shape), empty };
      await printRows(out, view, onePage(items, rest));
      if (out.format === "table" && items.length > 0) out.notice(`Amounts in ${rest.currency.toUpperCase()}.`);
      noticeCalculation(out, rest.calculation);
    },
  });
}

function addLotsCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "lots",
    summary: "The open lots of a holding",
    arguments: [assetArgument()],
    options: [cursorOption()],
    examples: [["portfolio lots bitcoin", "what came in when, at what cost, and is left"]],
    run: async (session, portfolioId, [asset]) => {
      const { ask, command, out } = session;
      const assetId = await assetIdOf(session, String(asset));
      const input = readInput(ListLotsInput, command, { portfolioId, assetId });
      const { items, ...rest } = await ask((api) => api.figures.lots.query(input));
      const view = { columns: LOT_COLUMNS, fields: Object.keys(Lot.shape), empty: "No lot is open." };
      await printRows(out, view, onePage(items, rest));
      if (rest.nextCursor !== null) noticeMorePages(out, rest.nextCursor);
      if (out.format !== "table" || items.length === 0) return;
      const { price, currency, method, total } = rest;
      const from =
        price === null ? "no price is known" : `price ${moneyOf(price.price, currency)} of ${safeText(price.source)}`;
      out.notice(`Amounts in ${currency.toUpperCase()}; ${from}; method ${safeText(method)}.`);
      if (total > items.length) out.notice(`${count(items.length)} of ${count(total)} lots.`);
    },
  });
}

const cursorOption = () => new Option("--cursor <cursor>", "go on after this page of 1,000");

function noticeMorePages(out: Output, cursor: string): void {
  if (out.format !== "json") out.notice(`There is more: --cursor ${cursor} goes on here.`);
}

const REASONS = {
  "not-acquired": "more went out than is known to have come in",
  "unknown-cost": "its cost is not known",
  "unknown-proceeds": "what it brought is not known",
} as const;

function addMissingCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "missing",
    summary: "What is missing for costs and gains to be known",
    description: "Nothing is made up for it: its cost and gain stay unknown until it is recorded.",
    namesPortfolio: true,
    options: [cursorOption()],
    examples: [["portfolio missing", "record each with `portfolio add`"]],
    run: async ({ ask, command, out }, portfolioId) => {
      const input = readInput(ListMissingInput, command, { portfolioId });
      const { items, ...rest } = await ask((api) => api.figures.missing.query(input));
      type Entry = (typeof items)[number];
      const columns: Column<Entry>[] = [
        { field: "day", header: "Day", show: ({ day }) => day },
        { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
        { field: "quantity", header: "Units", align: "right", show: ({ quantity }) => units(quantity) },
        { field: "reason", header: "Why", show: ({ reason }) => REASONS[reason] },
        { field: "proceeds", header: "Brought", align: "right", spare: 2, show: ({ proceeds }) => money(proceeds) },
        { field: "transactionId", header: "Transaction", spare: 1, show: ({ transactionId }) => transactionId },
      ];
      const fields = ["transactionId", "asset", "walletId", "day", "date", "reason", "quantity", "proceeds"];
      await printRows(out, { columns, fields, empty: "Nothing is missing." }, onePage(items, rest));
      if (rest.total > items.length) out.notice(`${count(items.length)} of ${count(rest.total)} entries.`);
      if (rest.nextCursor !== null) noticeMorePages(out, rest.nextCursor);
    },
  });
}
