import type { ExitReason, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import { hasTextOf, textOfCode } from "../catalogue/catalogue.ts";
import { formatCount, formatDate, formatDateTime, formatDuration, formatPercent } from "../lib/format.ts";
import { modelPrice } from "./model-figures.ts";
import { reasonWords } from "./trade-words.ts";

/** A remark in the reader's language; as the desk said it where there is no code, or this app does not know it. */
export function remarkWords(remark: Remark | null | undefined, said: string): string {
  if (!remark || !hasTextOf(`remarks.${remark.code}`, remark.values)) return said;
  return describe(remark);
}

/** The notes on a run, on candles or on a comparison; those of runs of earlier versions as the desk said them. */
export function noteWords({ notes, remarks }: { notes: readonly string[]; remarks?: readonly Remark[] | undefined }) {
  return notes.map((note, at) => remarkWords(remarks?.[at], note));
}

/** What is said of a coin's candles, in one line. */
export function coverageWords({ note, remarks }: { note: string | null; remarks?: readonly Remark[] | undefined }) {
  const isKnown = remarks?.every(({ code, values }) => hasTextOf(`remarks.${code}`, values));
  return isKnown ? remarks?.map(describe).join("; ") : note;
}

function describe({ code, values }: Remark): string {
  const written = Object.entries(values).map(([name, value]) => [name, writeValue(name, value, values)]);
  return textOfCode(`remarks.${code}`, Object.fromEntries(written));
}

/** How a value is written goes by its name, see `REMARK_SENTENCES`. `count` also chooses singular or plural. */
function writeValue(name: string, value: string | number, { why: _, ...others }: Remark["values"]): string | number {
  if (name === "count") return value;
  if (name === "why") return describe({ code: `${value}`, values: others });
  if (name === "reason" || name === "otherReason") return reasonWords(value as ExitReason);
  if (name === "at" || name === "since") return formatDateTime(`${value}`);
  if (typeof value === "string") return name === "day" ? formatDate(value) : value;
  if (name.endsWith("Usd")) return modelPrice(value);
  if (name.endsWith("Pct")) return formatPercent(value);
  return name === "seconds" ? formatDuration(1_000 * value) : formatCount(value);
}
