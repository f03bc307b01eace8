import type { CandleColumns } from "@cryptodesk/quant/backtest/market-data";
import { segmentsOf } from "@cryptodesk/quant/series/aggregate-columns";
import { TIMEFRAME_MS, Timeframe } from "@cryptodesk/shared/market/timeframe";
import { UsageError } from "../../failures.ts";

/** Candles out of a file, oldest first. */
export interface FileCandles {
  readonly timeframe: Timeframe;
  readonly candles: CandleColumns;
  /** The rows were turned round. */
  readonly isNewestFirst: boolean;
  /** Candles that are not there between the first and the last. */
  readonly missing: number;
}

const NAMES = {
  time: ["time", "timestamp", "date", "datetime", "open_time", "opentime", "unix", "start"],
  open: ["open", "o", "price_open"],
  high: ["high", "h", "price_high"],
  low: ["low", "l", "price_low"],
  close: ["close", "c", "price_close", "closing_price"],
  volume: ["volume", "v", "vol", "volume_base", "base_volume"],
} as const;
type Field = keyof typeof NAMES;
const FIELDS = Object.keys(NAMES) as Field[];
const MOST_REASONS = 5;

type Row = Record<Field, number> & { readonly line: number };

/**
 * Reads candles out of CSV: a header with time, open, high, low, close and, if there is one, volume; times as ISO 8601 (UTC
 * unless they say otherwise) or as seconds, milliseconds or microseconds since 1970.
 * @param name of the file, for messages
 * @throws UsageError that names the rows
 */
export function readCandleFile(text: string, name: string): FileCandles {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const headerAt = lines.findIndex((line) => columnsOf(line) !== null);
  const columns = headerAt < 0 ? null : columnsOf(lines[headerAt] ?? "");
  if (headerAt > 10 || !columns) {
    throw new UsageError(`${name} has no header that names its columns.`, [
      "The first line must name time, open, high, low, close and, if there is one, volume, separated by commas.",
    ]);
  }
  const rows = readRows(lines, headerAt, columns, name);
  const [first, last] = [rows[0], rows.at(-1)];
  const isNewestFirst = first !== undefined && last !== undefined && first.time > last.time;
  if (isNewestFirst) rows.reverse();
  refuseDisorder(rows, name);
  const timeframe = timeframeOf(rows, name);
  const missing = countMissing(rows, TIMEFRAME_MS[timeframe]);
  return { timeframe, candles: columnsFrom(rows, timeframe), isNewestFirst, missing };
}

interface Columns {
  readonly separator: string;
  readonly at: Readonly<Record<Field, number>>;
}

/** Which column is what; null where the line is no header. */
function columnsOf(line: string): Columns | null {
  for (const separator of [",", ";", "\t"]) {
    const heads = line.split(separator).map((cell) => plain(cell).toLowerCase().replaceAll(" ", "_"));
    const at = Object.fromEntries(
      FIELDS.map((field) => [field, heads.findIndex((head) => (NAMES[field] as readonly string[]).includes(head))]),
    ) as Record<Field, number>;
    if (FIELDS.every((field) => field === "volume" || at[field] >= 0)) return { separator, at };
  }
  return null;
}

function plain(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}

function readRows(lines: readonly string[], headerAt: number, { separator, at }: Columns, name: string): Row[] {
  const rows: Row[] = [];
  const reasons: string[] = [];
  for (let index = headerAt + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    const cells = line.split(separator).map(plain);
    const row = readRow(cells, at, index + 1);
    if (typeof row === "string") reasons.push(`row ${index + 1}: ${row}`);
    else rows.push(row);
    if (reasons.length > MOST_REASONS) break;
  }
  if (reasons.length > 0) {
    const more = reasons.length > MOST_REASONS ? ["and more"] : [];
    throw new UsageError(`${name} cannot be used:\n${[...reasons.slice(0, MOST_REASONS), ...more].join("\n")}`);
  }
  if (rows.length < 2) throw new UsageError(`${name} has fewer than two candles.`);
  return rows;
}

/** A candle, or what is wrong with it. */
function readRow(cells: readonly string[], at: Columns["at"], line: number): Row | string {
  const time = timeOf(cells[at.time] ?? "");
  if (time === null) return `"${cells[at.time] ?? ""}" is no time: write 2026-01-31T12:00:00Z or seconds since 1970`;
  const row = { line, time, open: 0, high: 0, low: 0, close: 0, volume: Number.NaN };
  for (const field of ["open", "high", "low", "close"] as const) {
    const text = cells[at[field]] ?? "";
    const value = Number(text);
    if (text === "" || !Number.isFinite(value) || value <= 0) return `"${text}" is no price in "${field}"`;
    row[field] = value;
  }
  const volume = at.volume < 0 ? "" : (cells[at.volume] ?? "");
  if (volume !== "") row.volume = Number(volume);
  if (volume !== "" && !(row.volume >= 0)) return `"${volume}" is no volume`;
  const { open, high, low, close } = row;
  if (high < Math.max(open, close, low)) return `its high ${high} is below another of its prices`;
  if (low > Math.min(open, close)) return `its low ${low} is above another of its prices`;
  return row;
}

/** Milliseconds since 1970; null where the text is no time. */
function timeOf(text: string): number | null {
  if (/^\d{9,17}(\.\d+)?$/.test(text)) {
    const value = Number(text);
    // Seconds have 10 digits until 2286, milliseconds 13, microseconds 16.
    return Math.round(value < 1e11 ? value * 1000 : value < 1e14 ? value : value / 1000);
  }
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?))? ?(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(
    text,
  );
  if (!match) return null;
  const [, day = "", clock = "00:00", zone = "Z"] = match;
  const at = Date.parse(`${day}T${clock}${zone === "UTC" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2")}`);
  return Number.isNaN(at) ? null : at;
}

function refuseDisorder(rows: readonly Row[], name: string): void {
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (!before || row.time > before.time) continue;
    const what = row.time === before.time ? "has the time of" : "is earlier than";
    throw new UsageError(`${name} cannot be used: row ${row.line} ${what} row ${before.line}.`);
  }
}

/** The timeframe whose length lies between most candles. */
function timeframeOf(rows: readonly Row[], name: string): Timeframe {
  const counts = new Map<number, number>();
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1];
    if (before) counts.set(row.time - before.time, (counts.get(row.time - before.time) ?? 0) + 1);
  }
  const [[common] = [0]] = [...counts].toSorted((a, b) => b[1] - a[1]);
  const timeframe = Timeframe.options.find((each) => TIMEFRAME_MS[each] === common);
  if (!timeframe) {
    throw new UsageError(
      `The candles of ${name} are ${common / 60_000} minutes long. Strategies run on ${Timeframe.options.join(", ")}.`,
    );
  }
  const stray = rows.find(({ time }) => (time - (rows[0]?.time ?? 0)) % common !== 0);
  if (stray)
    throw new UsageError(
      `${name} cannot be used: row ${stray.line} is not a whole number of ${timeframe} after the first.`,
    );
  return timeframe;
}

function countMissing(rows: readonly Row[], intervalMs: number): number {
  const span = (rows.at(-1)?.time ?? 0) - (rows[0]?.time ?? 0);
  return Math.round(span / intervalMs) + 1 - rows.length;
}

function columnsFrom(rows: readonly Row[], timeframe: Timeframe): CandleColumns {
  const column = (field: Field) => Float64Array.from(rows, (row) => row[field]);
  const time = column("time");
  return {
    time,
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: column("volume"),
    segment: segmentsOf(time, TIMEFRAME_MS[timeframe]),
  };
}
