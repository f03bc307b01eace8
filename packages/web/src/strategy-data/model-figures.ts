import { formatGain, formatMoney, formatMoneyPrice, formatMoneyShort, formatUnits, UNKNOWN } from "../lib/format.ts";

/*
 * Backtests and paper accounts reckon in US dollars throughout: what they say is not converted with today's rate, which has
 * nothing to do with the days they are about.
 */
const CURRENCY = "usd";
const DIGITS = 12;

const decimal = (value: number | null | undefined): string | null =>
  value === null || value === undefined || !Number.isFinite(value) ? null : String(value);

/** An amount of a model in US dollars. */
export const modelMoney = (value: number | null | undefined): string => formatMoney(decimal(value), CURRENCY);

/** The same in short: `$1.24M`. */
export const modelMoneyShort = (value: number | null | undefined): string => formatMoneyShort(decimal(value), CURRENCY);

/** The same with its sign. */
export const modelGain = (value: number | null | undefined): string => formatGain(decimal(value), CURRENCY);

/** A price in a model: at least four significant digits. */
export const modelPrice = (value: number | null | undefined): string => formatMoneyPrice(decimal(value), CURRENCY);

/** Units of a coin in a model, without the noise of the last bits. */
export const modelUnits = (value: number): string =>
  Number.isFinite(value) ? formatUnits(String(Number(value.toPrecision(DIGITS)))) : UNKNOWN;
