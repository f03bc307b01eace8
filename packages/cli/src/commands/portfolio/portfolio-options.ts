import { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { type Command, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { calendarDay } from "../../input/ledger-values.ts";
import { oneOf, wholeNumber } from "../../input/values.ts";

/** The version that a change was made to. */
export function versionOption(): Option {
  return new Option(
    "--version <number>",
    "the version that is meant; refused where it was changed since (default: as it is now)",
  ).argParser(wholeNumber);
}

/** The code of `--currency` as contracts write it. */
export function currencyOf(command: Command): { currency?: string } {
  const code: unknown = command.getOptionValue("currency");
  return typeof code === "string" ? { currency: code.trim().toLowerCase() } : {};
}

/** From a day on and up to one, as every report takes them. */
export function dayOptions(cli: CliContext): Option[] {
  return [
    new Option("--from <day>", "first day: 2026-01-31, or an age such as 90d").argParser(calendarDay(cli.now)),
    new Option("--to <day>", "last day").argParser(calendarDay(cli.now)),
  ];
}

/** A period that ends today. */
export function periodOption(): Option {
  return new Option("--period <period>", "up to today (default: 1y)")
    .choices(PerformancePeriod.options)
    .argParser(oneOf(PerformancePeriod.options));
}
