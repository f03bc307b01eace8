import { type DecimalString, toDecimalString } from "@cryptodesk/shared/money/decimal";
import { t } from "../catalogue/catalogue.ts";

/** Shown wherever a figure is unknown. */
export const UNKNOWN = "–";

/** How figures are written: for whom, and in which currency. */
export interface FigureStyle {
  numberLocale: string;
  dateLocale: string;
  /** ISO 4217, upper case. */
  currency: string;
  /** Units of the currency for one US dollar, exact; `"1"` for the dollar itself. */
  perUsd: DecimalString;
}

let style: FigureStyle = { numberLocale: "en-US", dateLocale: "en-GB", currency: "USD", perUsd: "1" };
const formatters = new Map<string, Intl.NumberFormat>();
const dateFormatters = new Map<string, Intl.DateTimeFormat>();

/** Sets how every figure is written from now on; what is on the screen has to be rendered anew. */
export function setFigureStyle(next: FigureStyle): void {
  style = next;
  formatters.clear();
  dateFormatters.clear();
}

function formatter(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(style.numberLocale, options);
  formatters.set(key, made);
  return made;
}

/**
 * An amount in US dollars in the chosen currency, for showing: exact for the dollar, to 15 digits for the others, whose
 * rates have fewer.
 */
export function inCurrency(amountUsd: DecimalString): DecimalString {
  return style.perUsd === "1" ? amountUsd : (toDecimalString(Number(amountUsd) * Number(style.perUsd)) ?? amountUsd);
}

/** Units of the chosen currency for one US dollar, for drawing on its scale. */
export const perDollar = (): number => Number(style.perUsd);

const money = () => ({ style: "currency", currency: style.currency, currencyDisplay: "narrowSymbol" }) as const;

/** Intl formats plain decimal text exactly; its type only knows numeric literals. */
const exact = (value: DecimalString): Intl.StringNumericLiteral => value as Intl.StringNumericLiteral;

/** A price in the chosen currency: two decimals from 1 on, four significant digits below (so columns line up), never an exponent. */
export function formatPrice(priceUsd: DecimalString | null | undefined): string {
  if (priceUsd === null || priceUsd === undefined) return UNKNOWN;
  const price = inCurrency(priceUsd);
  const size = Math.abs(Number(price));
  const digits = size >= 1 || size === 0 ? 2 : fractionDigits(size);
  return formatter({ ...money(), minimumFractionDigits: digits, maximumFractionDigits: digits }).format(exact(price));
}

/** Decimals that leave four significant digits of a size below 1; 20 is the most that Intl accepts everywhere. */
function fractionDigits(size: number): number {
  return Math.min(20, 3 - Math.floor(Math.log10(size)));
}

/** An amount in the chosen currency in short: `$1.24T`, `$870.10M`, `$12.30`. */
export function formatUsd(amountUsd: DecimalString | null | undefined): string {
  if (amountUsd === null || amountUsd === undefined) return UNKNOWN;
  const options = { ...money(), notation: "compact", minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
  return formatter(options).format(exact(inCurrency(amountUsd)));
}

/** Money of a portfolio, in the currency it is kept in: nothing is converted. Rounded for showing, never for counting. */
export function formatMoney(amount: DecimalString | null | undefined, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const size = Math.abs(Number(amount));
  const options = { ...moneyOf(currency), ...(size > 0 && size < 0.01 && fractionsOf(size)) };
  return formatter(options).format(exact(amount)).replace("-", "−");
}

/** The same in short: `€1.24M`, `€12.50`, `€12`. */
export function formatMoneyShort(amount: DecimalString | null | undefined, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const options = {
    ...moneyOf(currency),
    notation: "compact",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    trailingZeroDisplay: "stripIfInteger",
    useGrouping: "always",
  } as const;
  return formatter(options).format(exact(amount)).replace("-", "−");
}

/** A gain or loss with its sign: `+€12.30`, `−€0.50`. */
export function formatGain(amount: DecimalString | null | undefined, currency: string): string {
  if (amount === null || amount === undefined) return UNKNOWN;
  const size = Math.abs(Number(amount));
  const options = { ...moneyOf(currency), ...(size > 0 && size < 0.01 && fractionsOf(size)) };
  return formatter({ ...options, signDisplay: "exceptZero" })
    .format(exact(amount))
    .replace("-", "−");
}

/** A price in a portfolio's currency: at least four significant digits. */
export function formatMoneyPrice(price: DecimalString | null | undefined, currency: string): string {
  if (price === null || price === undefined) return UNKNOWN;
  const size = Math.abs(Number(price));
  const options = { ...moneyOf(currency), ...(size > 0 && size < 1 && fractionsOf(size)) };
  return formatter(options).format(exact(price)).replace("-", "−");
}

const moneyOf = (currency: string) =>
  ({ style: "currency", currency: currency.toUpperCase(), currencyDisplay: "narrowSymbol" }) as const;

const fractionsOf = (size: number) => ({
  minimumFractionDigits: fractionDigits(size),
  maximumFractionDigits: fractionDigits(size),
});

/** Units of an asset with every digit that is shown in practice: up to eighteen, grouped. */
export function formatUnits(quantity: DecimalString | null | undefined): string {
  if (quantity === null || quantity === undefined) return UNKNOWN;
  return formatter({ maximumFractionDigits: 18 }).format(exact(quantity)).replace("-", "−");
}

/** A ratio as a change in percent with its sign: `"0.25"` is `+25.00 %`. */
export function formatRatio(ratio: DecimalString | null | undefined): string {
  return formatPercent(ratio === null || ratio === undefined ? null : Number(ratio) * 100);
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

/** A plain number with so many decimals: `0.87`, `−0.12`. */
export function formatNumber(value: number, digits: number): string {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative" } as const;
  const text = formatter(options).format(value);
  return text.replace("-", "−");
}

/** A number with as many decimals as it has, two at most: `2`, `2.5`. */
export function formatDecimals(value: number): string {
  return formatter({ maximumFractionDigits: 2 }).format(value);
}

export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : formatter({}).format(count);
}

const UNITS = [
  ["days", 86_400_000],
  ["hours", 3_600_000],
  ["minutes", 60_000],
  ["seconds", 1_000],
] as const;

/** A length of time in its largest unit: `3 s`, `5 min`, `2 days`. */
export function formatDuration(ms: number): string {
  for (const [unit, length] of UNITS) {
    if (ms >= length) return t(`words.${unit}`, { count: Math.floor(ms / length) });
  }
  return t("words.milliseconds", { count: Math.max(0, Math.round(ms)) });
}

/** How long ago `iso` was at `nowMs`; a time slightly ahead counts as now, because clocks differ. */
export function formatAge(iso: string, nowMs: number): string {
  const ageMs = nowMs - Date.parse(iso);
  return ageMs < 1_000 ? t("words.now") : t("words.ago", { duration: formatDuration(ageMs) });
}

/** How long until `iso`; "due" once it has passed. */
export function formatUntil(iso: string, nowMs: number): string {
  const leftMs = Date.parse(iso) - nowMs;
  return leftMs < 1_000 ? t("words.due") : t("words.in", { duration: formatDuration(leftMs) });
}

function formatTime(iso: string, options: Intl.DateTimeFormatOptions): string {
  const key = JSON.stringify(options);
  const known = dateFormatters.get(key);
  const made = known ?? new Intl.DateTimeFormat(style.dateLocale, { timeZone: "UTC", ...options });
  if (!known) dateFormatters.set(key, made);
  return made.format(new Date(iso));
}

const DAY = { day: "2-digit", month: "short", year: "numeric" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;

/** `20 Nov 2026, 23:48:31 UTC` */
export const formatDateTime = (iso: string): string => `${formatTime(iso, { ...DAY, ...CLOCK })} UTC`;
/** `20 Nov 2026`, of an ISO time or date */
export const formatDate = (iso: string): string => formatTime(iso, DAY);
/** `Nov 2026`, of a month such as `2026-11` */
export const formatMonth = (month: string): string => formatTime(`${month}-01`, { month: "short", year: "numeric" });
/** `Friday, 20 November 2026` */
export const formatDayLong = (iso: string): string =>
  formatTime(iso, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
