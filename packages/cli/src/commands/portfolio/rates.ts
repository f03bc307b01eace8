import { type DayRateList, ListDayRatesInput, SetOwnRatesInput } from "@cryptodesk/shared/portfolio/export.contract";
import { Argument, type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { exactAmount, pairs } from "../../input/ledger-values.ts";
import { readInput } from "../../input/read-input.ts";
import { units } from "../../output/amounts.ts";
import { count } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { timeWithAge } from "../../output/times.ts";
import { defineCommand } from "../define-command.ts";
import { pagesOf, pagingOptions } from "../paging.ts";
import { dayOptions } from "./portfolio-options.ts";

type Row = DayRateList["items"][number];

const COLUMNS: readonly Column<Row>[] = [
  { field: "day", header: "Day", show: ({ day }) => day },
  { field: "currency", header: "Currency", show: ({ currency }) => currency.toUpperCase() },
  { field: "perUsd", header: "For one USD", align: "right", show: ({ perUsd }) => units(perUsd) },
  { field: "source", header: "From", show: ({ source }) => (source === "own" ? "your own" : safeText(source)) },
  { field: "asOf", header: "As of", spare: 1, show: ({ asOf }, out) => timeWithAge(asOf, out.now()) },
];

const currencyArgument = () =>
  new Argument("<currency>", "code such as eur").argParser((text) => text.trim().toLowerCase());

export function addRateCommands(portfolio: Command, cli: CliContext): void {
  defineCommand(portfolio, cli, {
    name: "rates",
    summary: "Exchange rates by day, newest first",
    description: "Those that the desk has stored, and your own, which count instead.",
    arguments: [currencyArgument()],
    options: [...dayOptions(cli), ...pagingOptions()],
    examples: [["portfolio rates eur --from 2021-06-01 --to 2021-06-30", "with which purchases were converted"]],
    run: async (session, [currency]) => {
      const input = readInput(ListDayRatesInput, session.command, { currency });
      const pages = pagesOf(session, input, (page) => session.ask((api) => api.exchange.dayRates.query(page)));
      const fields = COLUMNS.map(({ field }) => field);
      await printRows(session.out, { columns: COLUMNS, fields, empty: "No rate is known." }, pages);
    },
  });
  defineCommand(portfolio, cli, {
    name: "set-rates",
    summary: "Set your own exchange rates, or take them away",
    description: "Portfolios whose figures may hang on them are calculated anew.",
    arguments: [
      currencyArgument(),
      new Argument("<rates...>", "units for one US dollar, by day: 2021-06-01=0.8174; none takes one away").argParser(
        dayRates,
      ),
    ],
    options: [new Option("--note <text>", "where they are from")],
    examples: [
      ["portfolio set-rates eur 2021-06-01=0.8174 2021-06-02=0.8191", "for days of which the desk knows none"],
      ["portfolio set-rates eur 2021-06-01=none", "the desk's own counts again"],
    ],
    run: async ({ ask, command, out }, [currency, given]) => {
      const note: unknown = command.getOptionValue("note");
      const days: unknown = given;
      const rates = (Array.isArray(days) ? days : []).map(([day, perUsd]) => ({
        currency,
        day,
        perUsd,
        ...(note !== undefined && { note }),
      }));
      const input = readInput(SetOwnRatesInput, command, { rates });
      const answer = await ask((api) => api.exchange.setRates.mutate(input));
      await printRecord(out, answer, () => `Set: ${count(answer.set)}, taken away: ${count(answer.removed)}\n`);
    },
  });
}

function dayRates(text: string, before: [string, string | null][] | undefined): [string, string | null][] {
  const added = pairs(text, undefined).map(([day, rate]): [string, string | null] => {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new InvalidArgumentError("It must be like 2021-06-01=0.8174.");
    return [day, rate === "none" ? null : exactAmount(rate)];
  });
  return [...(before ?? []), ...added];
}
