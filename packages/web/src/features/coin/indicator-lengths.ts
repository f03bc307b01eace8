/** What indicators there are, as their names in the address begin. */
export type IndicatorKind = "sma" | "ema" | "bb" | "rsi" | "macd";

/** An indicator by its name in the address: `sma20`, `ema50`, `bb`, `bb34-2.5`, `rsi`, `rsi21`, `macd`, `macd8-17-9`. */
export type Indicator = IndicatorKind | `${IndicatorKind}${number}` | `${"bb" | "macd"}${number}-${string}`;

type LengthName = "period" | "width" | "fast" | "slow" | "signal";

/** A length that a person may choose, or how wide a band is. */
interface Length {
  name: LengthName;
  usual: number;
  least: number;
  most: number;
}

const MOST_BARS = 400;
const bars = (name: LengthName, usual: number): Length => ({ name, usual, least: 2, most: MOST_BARS });

/** The lengths of each indicator in the order of the address. Those of averages are always written, the others where they are not usual. */
export const LENGTHS: Record<IndicatorKind, readonly Length[]> = {
  sma: [bars("period", 20)],
  ema: [bars("period", 20)],
  bb: [bars("period", 20), { name: "width", usual: 2, least: 0.1, most: 10 }],
  rsi: [bars("period", 14)],
  macd: [bars("fast", 12), bars("slow", 26), bars("signal", 9)],
};
export const INDICATOR_KINDS = Object.keys(LENGTHS) as readonly IndicatorKind[];

/** Those that are offered ready-made. */
export const INDICATORS: readonly Indicator[] = ["sma20", "sma50", "sma200", "ema20", "ema50", "bb", "rsi", "macd"];

/** More cannot be told apart. */
export const MOST_INDICATORS = 6;

/** An indicator with its lengths, in the order of {@link LENGTHS}. */
export interface IndicatorLengths {
  kind: IndicatorKind;
  lengths: readonly number[];
}

/** The indicators of an address, once each; what cannot be one is left out. */
export function parseIndicators(text: unknown): Indicator[] {
  const names = typeof text === "string" ? text.split(",") : [];
  const known = names.flatMap((name) => {
    const indicator = readIndicator(name);
    return indicator ? [nameOf(indicator)] : [];
  });
  return [...new Set(known)].slice(0, MOST_INDICATORS);
}

/** @returns null for a name that no indicator has, and for lengths that are out of bounds */
export function readIndicator(name: string): IndicatorLengths | null {
  const [, kind, rest = ""] = /^(sma|ema|bb|rsi|macd)([\d.-]*)$/.exec(name) ?? [];
  if (!isKind(kind)) return null;
  if (rest === "") return isAverage(kind) ? null : { kind, lengths: usualLengths(kind) };
  const asked = checkLengths(kind, rest.split("-"));
  return "lengths" in asked ? { kind, lengths: asked.lengths } : null;
}

/** The name in the address: the short one where the lengths are the usual ones. */
export function nameOf({ kind, lengths }: IndicatorLengths): Indicator {
  const usual = usualLengths(kind).every((length, at) => length === lengths[at]);
  return usual && !isAverage(kind) ? kind : (`${kind}${lengths.join("-")}` as Indicator);
}

/** What is wrong with one length: not a whole number, or a number, within its bounds; `order`: the fast average is not the shorter one. */
export type LengthFault = "whole" | "number" | "order";

/** Reads lengths as they are typed, with a point or a comma. @returns the lengths, or a fault for each that has one */
export function checkLengths(
  kind: IndicatorKind,
  typed: readonly string[],
): { lengths: number[] } | { faults: (LengthFault | null)[] } {
  const wanted = LENGTHS[kind];
  const lengths = wanted.map(({ name, least, most }, at) => {
    const text = (typed[at] ?? "").trim();
    const plain = name === "width" ? /^\d{1,2}([.,]\d{1,2})?$/ : /^\d{1,3}$/;
    const value = plain.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
    return value >= least && value <= most ? value : null;
  });
  const faults = lengths.map((length, at): LengthFault | null => {
    if (length === null) return wanted[at]?.name === "width" ? "number" : "whole";
    const slow = wanted[at]?.name === "fast" ? lengths[at + 1] : null;
    return slow !== null && slow !== undefined && length >= slow ? "order" : null;
  });
  const known = lengths.filter((length) => length !== null);
  if (typed.length !== wanted.length || known.length !== wanted.length || faults.some((fault) => fault !== null)) {
    return { faults };
  }
  return { lengths: known };
}

export const usualLengths = (kind: IndicatorKind): number[] => LENGTHS[kind].map(({ usual }) => usual);

const isKind = (text: string | undefined): text is IndicatorKind => text !== undefined && text in LENGTHS;
const isAverage = (kind: IndicatorKind): boolean => kind === "sma" || kind === "ema";
