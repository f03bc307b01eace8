import type { DecimalString } from "@cryptodesk/shared/money/decimal";

/** Shown wherever a figure is unknown. */
export const UNKNOWN = "–";

const LOCALE = "en-US";
const formatters = new Map<string, Intl.NumberFormat>();

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(LOCALE, options);
  formatters.set(key, made);
  return made;
}

/** Intl formats plain decimal text exactly; its type only knows numeric literals. */
const exact = (value: DecimalString): Intl.StringNumericLiteral => value as Intl.StringNumericLiteral;

const USD = { style: "currency", currency: "USD" } as const;

/** A price in USD: two decimals from $1 on, four significant digits below (so columns line up), never an exponent. */
export function formatPrice(priceUsd: DecimalString | null | undefined): string {
  if (priceUsd === null || priceUsd === undefined) return UNKNOWN;
  const size = Math.abs(Number(priceUsd));
  if (size >= 1 || size === 0) return formatter({ ...USD, maximumFractionDigits: 2 }).format(exact(priceUsd));
  const digits = fractionDigits(size);
  return formatter({ ...USD, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(exact(priceUsd));
}

/** Decimals that leave four significant digits of a size below 1; 20 is the most that Intl accepts everywhere. */
function fractionDigits(size: number): number {
  return Math.min(20, 3 - Math.floor(Math.log10(size)));
}

/** An amount in USD in short: `$1.24T`, `$870.10M`, `$12.30`. */
export function formatUsd(amountUsd: DecimalString | null | undefined): string {
  if (amountUsd === null || amountUsd === undefined) return UNKNOWN;
  return formatter({ ...USD, notation: "compact", minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(
    exact(amountUsd),
  );
}

/** A quantity of coins in short, e.g. `19.8M`. */
export function formatQuantity(quantity: DecimalString | null | undefined): string {
  if (quantity === null || quantity === undefined) return UNKNOWN;
  const huge = Math.abs(Number(quantity)) >= 1e15;
  if (huge) return formatter({ notation: "scientific", maximumFractionDigits: 2 }).format(exact(quantity));
  return formatter({ notation: "compact", maximumFractionDigits: 2 }).format(exact(quantity));
}

/** Every digit of a decimal, grouped. */
export function formatExact(amount: DecimalString): string {
  return formatter({ maximumFractionDigits: 20 }).format(exact(amount));
}

/** A change in percent with its sign: `+2.50 %`, `−0.31 %`, `+1,240 %`. */
export function formatPercent(pct: number | null | undefined): string {
  if (pct === null || pct === undefined) return UNKNOWN;
  return `${signed(pct)} %`;
}

function signed(pct: number): string {
  const digits = Math.abs(pct) >= 1000 ? 0 : 2;
  const text = formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "exceptZero" });
  return text.format(pct).replace("-", "−");
}

/** A share in percent without sign: `54.2 %`. */
export function formatShare(pct: number | null | undefined, digits = 1): string {
  if (pct === null || pct === undefined) return UNKNOWN;
  return `${formatter({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(pct)} %`;
}

export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : formatter({}).format(count);
}

const UNITS = [
  ["day", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

/** A length of time in its largest unit: `3 s`, `5 min`, `2 days`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  for (const [unit, length] of UNITS) {
    if (ms >= length) return withUnit(Math.floor(ms / length), unit);
  }
  return "0 s";
}

function withUnit(count: number, unit: string): string {
  return unit === "day" ? `${formatCount(count)} ${count === 1 ? "day" : "days"}` : `${count} ${unit}`;
}

/** How long ago `iso` was at `nowMs`; a time slightly ahead counts as now, because clocks differ. */
export function formatAge(iso: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(iso);
  if (ageMs < 1_000) return "now";
  return `${formatDuration(ageMs)} ago`;
}

/** How long until `iso`; "due" once it has passed. */
export function formatUntil(iso: string, nowMs: number): string {
  const leftMs = Date.parse(iso) - nowMs;
  return leftMs < 1_000 ? "due" : `in ${formatDuration(leftMs)}`;
}

const dateTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  day: "2-digit",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});
const dateOnly = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "2-digit", month: "short", year: "numeric" });
const dayLong = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  weekday: "long",
  day: "numeric",
  month: "long",
  year: "numeric",
});

/** `20 Nov 2026, 23:48:31 UTC` */
export const formatDateTime = (iso: string): string => `${dateTime.format(new Date(iso))} UTC`;
/** `20 Nov 2026`, of an ISO time or date */
export const formatDate = (iso: string): string => dateOnly.format(new Date(iso));
/** `Friday, 20 November 2026` */
export const formatDayLong = (iso: string): string => dayLong.format(new Date(iso));
