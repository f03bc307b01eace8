import { Gain, type GainsReport, type GainTotals, GetGainsInput } from "@cryptodesk/shared/portfolio/gains.contract";
import { CostMethod } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { UsageError } from "../../failures.ts";
import { readInput } from "../../input/read-input.ts";
import { oneOf } from "../../input/values.ts";
import { gain, gainOf, money, moneyOf, units } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { type FigureBlock, figureText } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import { type Column, createTable } from "../../output/table.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { assetOfFlag, assetOption } from "./choose-asset.ts";
import { walletOfFlag, walletOption } from "./choose-wallet.ts";
import { definePortfolioCommand } from "./define-portfolio-command.ts";
import { dayOptions } from "./portfolio-options.ts";

const COLUMNS: readonly Column<Gain>[] = [
  { field: "day", header: "Sold", show: ({ day }) => day },
  { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
  { field: "quantity", header: "Units", align: "right", show: ({ quantity }) => units(quantity) },
  { field: "acquiredAt", header: "Acquired", spare: 4, show: ({ acquiredAt }) => acquiredAt?.slice(0, 10) ?? "pooled" },
  { field: "proceeds", header: "Proceeds", align: "right", show: ({ proceeds }) => money(proceeds) },
  { field: "cost", header: "Cost", align: "right", show: ({ cost }) => money(cost) },
  { field: "gain", header: "Gain", align: "right", show: (match, out) => gain(match.gain, out) },
  { field: "term", header: "Term", spare: 3, show: ({ term }) => term ?? "undecided" },
  { field: "rule", header: "By", spare: 5, show: ({ rule }) => rule },
  {
    field: "disposalId",
    header: "Disposal, match",
    spare: 1,
    show: ({ disposalId, matchIndex }) => `${safeText(disposalId)} ${matchIndex}`,
  },
];

export function addGainsCommand(portfolio: Command, cli: CliContext): void {
  definePortfolioCommand(portfolio, cli, {
    name: "gains",
    summary: "Realised gains, match by match",
    description: "Totals go to stderr before the matches; CSV and JSON hold every match exactly.",
    options: [
      new Option("--year <year>", "this calendar year"),
      ...dayOptions(cli),
      assetOption("--asset <asset>", "only this asset"),
      walletOption("only this wallet, where each keeps its own lots"),
      new Option("--method <method>", "as if this method had always counted")
        .choices(CostMethod.options)
        .argParser(oneOf(CostMethod.options)),
      ...pagingOptions(),
    ],
    examples: [
      ["portfolio gains --year 2025", "what the year realised"],
      ["portfolio gains --year 2025 --all --format csv > gains-2025.csv", "every match, for the tax return"],
      ["portfolio gains --asset bitcoin --method hifo", "as if the dearest lots had always gone first"],
    ],
    run: async (session, portfolioId) => {
      const { command, out } = session;
      const input = readInput(GetGainsInput, command, {
        portfolioId,
        assetId: (await assetOfFlag(session, "asset")) ?? undefined,
        walletId: await walletOfFlag(session, portfolioId),
        ...daysOfYear(command),
      });
      let said = false;
      const pages = pagesOf(session, input, async (page) => {
        const report = await session.ask((api) => api.figures.gains.query(page));
        if (!said && out.format === "table") out.notice(drawTotals(report, out));
        said = true;
        return report;
      });
      const view = { columns: COLUMNS, fields: Object.keys(Gain.shape), empty: "Nothing was realised." };
      await printRows(out, view, pages);
    },
  });
}

/** The days of `--year`; none without it. @throws UsageError */
export function daysOfYear(command: Command): { from?: string; to?: string } {
  const year: unknown = command.getOptionValue("year");
  if (year === undefined) return {};
  if (command.getOptionValue("from") !== undefined || command.getOptionValue("to") !== undefined) {
    throw new UsageError("--year names both days: leave --from and --to away.");
  }
  if (typeof year !== "string" || !/^(?:19|20|21)\d\d$/.test(year)) {
    throw new UsageError("--year: must be a year such as 2025");
  }
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

function drawTotals(report: GainsReport, out: Output): string {
  const { currency, method, from, to, totals, byAsset, years } = report;
  const head: FigureBlock = {
    title: `Realised${from === null ? "" : ` ${from} to ${to}`}, ${currency.toUpperCase()}, ${safeText(method)}`,
    figures: [
      ["Proceeds", moneyOf(totals.proceeds, currency)],
      ["Cost", moneyOf(totals.cost, currency)],
      ["Gain", gainOf(totals.gain, currency, out)],
      ["Short-term", gainOf(totals.shortTermGain, currency, out)],
      ["Long-term", gainOf(totals.longTermGain, currency, out)],
      ...(/[1-9]/.test(totals.undatedGain)
        ? [["Without a period", gainOf(totals.undatedGain, currency, out)] as const]
        : []),
      ["Disposals", count(totals.disposals)],
      ...(totals.withoutGain > 0
        ? [["Gain unknown", out.palette.warn(`${count(totals.withoutGain)}, in no sum`)] as const]
        : []),
      ...(years.length > 1 ? [["Years", years.join(", ")] as const] : []),
    ],
  };
  const assets = byAsset.length > 1 ? `\n${assetTable(byAsset, out)}` : "";
  return `${figureText([head], out)}${assets}`;
}

function assetTable(byAsset: GainsReport["byAsset"], out: Output): string {
  type Row = (typeof byAsset)[number];
  const sum = (field: keyof GainTotals & ("proceeds" | "cost"), header: string): Column<Row> => ({
    field,
    header,
    align: "right",
    show: ({ totals }) => money(totals[field]),
  });
  return createTable<Row>(
    [
      { field: "asset", header: "Asset", show: ({ asset }) => safeText(asset.symbol) },
      sum("proceeds", "Proceeds"),
      sum("cost", "Cost"),
      { field: "gain", header: "Gain", align: "right", show: ({ totals }) => gain(totals.gain, out) },
      {
        field: "withoutGain",
        header: "Gain unknown",
        align: "right",
        spare: 1,
        show: ({ totals }) => (totals.withoutGain === 0 ? "none" : out.palette.warn(count(totals.withoutGain))),
      },
    ],
    out,
  )(byAsset);
}
