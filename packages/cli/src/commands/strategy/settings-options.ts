import { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { readInput } from "../../input/read-input.ts";
import { pointInTime, wholeNumber } from "../../input/values.ts";

const GROUP = "Run:";

/** Flags for everything that a run can be told. */
export function settingsOptions({ now }: Pick<CliContext, "now">): Option[] {
  return [
    new Option(
      "--from <time>",
      "begin here: a date, a UTC time, or an age such as 2y (default: a year before the end)",
    ).argParser(pointInTime(now)),
    new Option("--to <time>", "end here (default: the last closed candle)").argParser(pointInTime(now)),
    new Option("--capital <usd>", "at the start (default: 10000)").argParser(number),
    new Option("--benchmark <coin>", "coin to compare with (default: bitcoin)"),
    new Option("--periods-per-year <candles>", "candles that make a year (default: 365 days of them)").argParser(
      number,
    ),
    parametersOption("instead of the values in the rules, such as fast=20,slow=100"),
    new Option("--honesty", "with all checks of what speaks against the result (default)"),
    new Option("--no-honesty", "the figures only, sooner"),
    new Option("--seed <number>", "of all that is drawn at random (default: 1)").argParser(wholeNumber),
    new Option("--trials <number>", "variants that were tried before this one (default: 1)").argParser(wholeNumber),
  ].map((option) => option.helpGroup(GROUP));
}

function number(text: string): number {
  const value = Number(text.replaceAll("_", ""));
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

/** `--parameters fast=20,slow=100`; repeated flags add up. */
function parametersOption(text: string): Option {
  return new Option("--parameters <values>", text).argParser(
    (given: string, before: Record<string, number> | undefined) => {
      const values = given.split(",").map((pair) => {
        const match = /^\s*([a-z][a-z0-9_]*)\s*=\s*(-?[\d.]+(?:e-?\d+)?)\s*$/i.exec(pair);
        if (!match?.[1]) throw new InvalidArgumentError("It must be names with numbers, such as fast=20,slow=100.");
        return [match[1], number(match[2] ?? "")] as const;
      });
      return { ...before, ...Object.fromEntries(values) };
    },
  );
}

/** What the flags say of a run. @throws UsageError that names the flag */
export function readSettings(command: Command, given: Readonly<Record<string, unknown>> = {}): BacktestSettings {
  return readInput(BacktestSettings, command, given);
}
