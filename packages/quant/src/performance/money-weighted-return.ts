import { dayNumberOf } from "../calendar/utc-day.ts";
import { fromScaled, toScaled } from "../decimals/scaled.ts";
import { rateText, YEAR_DAYS } from "./annualise.ts";
import { type ExponentialTerm, exponentialRoots } from "./exponential-roots.ts";
import type { ValueDay } from "./value-day.ts";

/** Money that changed hands on a day: negative what the owner paid in, positive what came back or is there at the end. */
export interface DatedFlow {
  /** `YYYY-MM-DD`. */
  day: string;
  amount: string;
}

/** Rates are ratios a year, 0.25 is 25 %, of 12 significant digits. */
export type InternalRate =
  | { solution: "unique"; annualRate: string }
  /** Several rates fit: money went in and out so that none of them is the return. Ascending. */
  | { solution: "several"; annualRates: readonly string[] }
  /** `one-sided`: money only ever went one way, or all on one day; `no-root`: no rate fits. */
  | { solution: "none"; reason: "one-sided" | "no-root" | "out-of-range" }
  /** So many changes of direction that there may be other rates than the ones found. */
  | { solution: "uncertain"; annualRates: readonly string[] };

/**
 * Internal rate of return of dated flows, the XIRR of spreadsheets: the rate r a year at which
 * Σ amount / (1 + r)^(days / 365) = 0, days counted from the first flow. Solved for -ln(1 + r), so that every rate above
 * -100 % is found, not only those near a guess.
 * @param flows in any order; those of one day count as one
 * @throws RangeError for days or amounts that are none
 */
export function internalRate(flows: readonly DatedFlow[]): InternalRate {
  const terms = termsOf(flows);
  const positive = terms.some(({ amount }) => amount > 0);
  const negative = terms.some(({ amount }) => amount < 0);
  if (!positive || !negative) return { solution: "none", reason: "one-sided" };
  const found = exponentialRoots(terms);
  const pure = found.complete ? undefined : found.roots.find((root) => isOneSided(terms, root));
  const { roots, complete } = pure === undefined ? found : { roots: [pure], complete: true };
  const rates = roots.map((root) => rateText(Math.expm1(-root))).reverse();
  const annualRates = rates.filter((rate) => rate !== null);
  if (annualRates.length < rates.length) return { solution: "none", reason: "out-of-range" };
  if (!complete) return { solution: "uncertain", annualRates };
  const [annualRate, ...others] = annualRates;
  if (annualRate === undefined) return { solution: "none", reason: "no-root" };
  return others.length === 0 ? { solution: "unique", annualRate } : { solution: "several", annualRates };
}

export interface MoneyWeightedReturn {
  /** The flows that were solved for: what came in negative, what was taken out and the last value positive. */
  flows: readonly DatedFlow[];
  /** From the first flow to the last value. */
  days: number;
  rate: InternalRate | null;
  /** (1 + r)^(days / 365) - 1 over all the days, for a unique rate. */
  period: string | null;
  /** The rate itself, only for more than a year. */
  annualised: string | null;
}

/**
 * Money-weighted return: what the owner's money earned, with the luck of when it was put in and taken out.
 * @param days in order, see `ValueDay`; values between are not needed
 * @returns a rate of null, and no flows where one of them is unknown, where the last value is unknown or there is no day
 * @throws RangeError see `internalRate`
 */
export function moneyWeightedReturn(days: readonly ValueDay[]): MoneyWeightedReturn {
  const flows = flowsOf(days);
  const last = days.at(-1);
  const [first] = flows;
  if (last === undefined || last.value === null || first === undefined) {
    return { flows, days: 0, rate: null, period: null, annualised: null };
  }
  const span = dayNumberOf(last.day) - dayNumberOf(first.day);
  const rate = internalRate(flows);
  if (rate.solution !== "unique") return { flows, days: span, rate, period: null, annualised: null };
  const period = rateText((1 + Number(rate.annualRate)) ** (span / YEAR_DAYS) - 1);
  return { flows, days: span, rate, period, annualised: span > YEAR_DAYS ? rate.annualRate : null };
}

/**
 * Whether at a rate the owner is never owed and owing in turn: the discounted balance has one sign until the end. Then
 * no other rate fits (Soper, The Marginal Efficiency of Capital: A Further Note, Economic Journal 69, 1959).
 */
function isOneSided(terms: readonly ExponentialTerm[], root: number): boolean {
  let balance = 0;
  const balances = terms.map(({ amount, exponent }) => {
    balance += amount * Math.exp(exponent * root);
    return balance;
  });
  const before = balances.slice(0, -1);
  return before.every((each) => each < 0) || before.every((each) => each > 0);
}

function flowsOf(days: readonly ValueDay[]): DatedFlow[] {
  if (days.some(({ inflow, outflow }) => inflow === null || outflow === null)) return [];
  return days.flatMap(({ day, value, inflow, outflow }, at) => {
    if (inflow === null || outflow === null) return [];
    const left = at === days.length - 1 && value !== null ? toScaled(value) : 0n;
    const amount = toScaled(outflow) + left - toScaled(inflow);
    return amount === 0n ? [] : [{ day, amount: fromScaled(amount) }];
  });
}

function termsOf(flows: readonly DatedFlow[]): ExponentialTerm[] {
  const byDay = new Map<number, bigint>();
  for (const { day, amount } of flows) {
    const number = dayNumberOf(day);
    byDay.set(number, (byDay.get(number) ?? 0n) + toScaled(amount));
  }
  const known = [...byDay].filter(([, amount]) => amount !== 0n).sort(([left], [right]) => left - right);
  const first = known[0]?.[0] ?? 0;
  return known.map(([day, amount]) => ({ amount: Number(fromScaled(amount)), exponent: (day - first) / YEAR_DAYS }));
}
