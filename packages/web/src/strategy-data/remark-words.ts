import type { ExitReason, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import { hasTextOf, textOfCode } from "../catalogue/catalogue.ts";
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatShare,
} from "../lib/format.ts";
import { type MetricName, metricName } from "./metric-list.ts";
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
  if (name === "why") return describe({ code: `${value}`, values: others });
  if (typeof value === "string") return writeText(name, value);
  return name === "count" ? value : writeNumber(name, value);
}

function writeText(name: string, text: string): string {
  if (name === "reason" || name === "otherReason") return reasonWords(text as ExitReason);
  if (name === "objective") return metricName(text as MetricName);
  if (name === "at" || name === "since") return formatDateTime(text);
  return name === "day" ? formatDate(text) : text;
}

function writeNumber(name: string, value: number): string {
  if (name.endsWith("Usd")) return modelPrice(value);
  if (name.endsWith("Pct")) return formatPercent(value);
  if (name.endsWith("Figure")) return formatNumber(value, Math.abs(value) >= 100 ? 0 : 2);
  if (name.endsWith("Share")) return formatShare(value, Number.isInteger(value) ? 0 : 1);
  return name === "seconds" ? formatDuration(1_000 * value) : formatCount(value);
}
