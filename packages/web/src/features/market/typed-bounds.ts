import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatMoneyPrice, formatMoneyShort, formatNumber } from "../../lib/format.ts";
import { type BoundKey, LARGEST_BOUND, type MarketSearch, RANGES, type Range } from "./market-search.ts";

/** What stands in the fields of the bounds. */
export type BoundDraft = Partial<Record<BoundKey, string>>;

const SUFFIXES: Record<string, number> = { k: 3, m: 6, b: 9, t: 12, tsd: 3, mio: 6, mrd: 9, bio: 12 };
// More digits than any amount of money has.
const MOST_DIGITS = 30;
const MOST_DECIMALS = 6;

const decimalSign = (): string => (formatNumber(0.5, 1).includes(",") ? "," : ".");

/** The bounds of an address as a person of this number format writes them. */
export function toDraft(search: MarketSearch): BoundDraft {
  const keys = RANGES.flatMap(({ min, max }) => [min, max]);
  return Object.fromEntries(
    keys.flatMap((key) => (search[key] === undefined ? [] : [[key, String(search[key]).replace(".", decimalSign())]])),
  );
}

/** What is wrong with what was typed, by field. */
export function draftErrors(draft: BoundDraft): BoundDraft {
  const errors: BoundDraft = {};
  for (const { min, max, unit } of RANGES) {
    for (const key of [min, max]) {
      if (readBound(draft[key], unit) === null)
        errors[key] = unit === "rank" ? t("market.wholeNumber") : t("market.notANumber");
    }
    const [low, high] = [readBound(draft[min], unit), readBound(draft[max], unit)];
    if (low && high && Number(low) > Number(high)) errors[max] = t("market.belowBound");
  }
  return errors;
}

/** @returns undefined for nothing typed, null for what cannot be read */
export function readBound(text: string | undefined, unit: Range["unit"]): string | null | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  if (unit === "usd") return parseAmount(text);
  const [, sign = "", digits = ""] = /^([-−+]?)(.*?)%?$/.exec(withoutSpaces(text)) ?? [];
  const plain = plainDigits(digits);
  if (plain === null) return null;
  const number = Number(plain) * (sign === "-" || sign === "−" ? -1 : 1);
  if (Math.abs(number) > LARGEST_BOUND) return null;
  return unit === "rank" && (!Number.isInteger(number) || number < 1) ? null : String(number);
}

/**
 * A typed amount as decimal text: `10m` is `10000000`, `1.5b` is `1500000000`, `1,000` is `1000`. A lone sign between digits
 * is the decimal point, unless it stands where the number format groups thousands.
 * @returns undefined for nothing typed, null for what is not an amount
 */
export function parseAmount(text: string): string | null | undefined {
  const typed = withoutSpaces(text).replaceAll(/[$_]/g, "").toLowerCase();
  if (typed === "") return undefined;
  const [, digits = "", suffix = ""] = /^([\d.,]*)(?:(k|m|b|t|tsd|mio|mrd|bio)\.?)?$/.exec(typed) ?? [];
  const plain = plainDigits(digits);
  if (plain === null) return null;
  const [whole = "", fraction = ""] = plain.split(".");
  const shift = SUFFIXES[suffix] ?? 0;
  const moved = fraction.padEnd(shift, "0");
  const integer = `${whole}${moved.slice(0, shift)}`.replace(/^0+(?=\d)/, "") || "0";
  const rest = moved.slice(shift).replace(/0+$/, "");
  if (integer.length > MOST_DIGITS) return null;
  return rest === "" ? integer : `${integer}.${rest}`;
}

const withoutSpaces = (text: string): string => text.replaceAll(/[\s']/g, "");

/** Digits with a point at most, out of digits with the signs of the number format; null for what is neither. */
function plainDigits(typed: string): string | null {
  const grouped = decimalSign() === "." ? /^\d{1,3}(,\d{3})+(\.\d*)?$/ : /^\d{1,3}(\.\d{3})+(,\d*)?$/;
  const ungrouped = grouped.test(typed) ? typed.replaceAll(decimalSign() === "." ? "," : ".", "") : typed;
  const plain = ungrouped.replace(",", ".");
  return /^(\d+\.?\d*|\.\d+)$/.test(plain) ? plain : null;
}

/** A bound in words. Amounts stay in the dollars that they are a bound on, whatever the rates do. */
export function boundText(value: string | number, range: Pick<Range, "name" | "unit">): string {
  if (range.unit === "rank") return formatCount(Number(value));
  if (range.unit === "pct") {
    const decimals = String(value).split(".")[1]?.length ?? 0;
    return `${formatNumber(Number(value), Math.min(decimals, MOST_DECIMALS))} %`;
  }
  return range.name === "price" ? formatMoneyPrice(String(value), "USD") : formatMoneyShort(String(value), "USD");
}
