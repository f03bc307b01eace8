import { divideScaled, fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { InternalRate } from "@cryptodesk/quant/performance/money-weighted-return";
import { moneyWeightedReturn } from "@cryptodesk/quant/performance/money-weighted-return";
import { simpleReturn } from "@cryptodesk/quant/performance/simple-return";
import { type TimeWeightedReturn, timeWeightedReturn } from "@cryptodesk/quant/performance/time-weighted-return";
import type { ValueDay } from "@cryptodesk/quant/performance/value-day";
import type { MoneyWeighted, Returns } from "@cryptodesk/shared/portfolio/performance.contract";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { firstNegativeDay, type MeasuredDays, withOpeningDay, withTakenOut } from "./measured-days.ts";
import { PriceOnDay } from "./price-on-day.ts";

/** The returns of a period with the chain that they were linked from. */
export interface PeriodReturns {
  returns: Returns;
  /** Null where no return can be measured at all. */
  linked: TimeWeightedReturn | null;
  /** First day from which returns cannot be known. */
  unknownOn: string | null;
}

/** What the portfolio's currency is exchanged for, to tell how much of a return exchange rates made. */
const DOLLAR = "fiat:usd";

/** Every return of a portfolio over the days of a period; null where something needed is unknown. */
export function periodReturns(ledger: PortfolioLedger, measured: MeasuredDays): PeriodReturns {
  const negativeOn = firstNegativeDay(measured);
  if (negativeOn !== null) return { returns: noReturns(negativeOn, measured), linked: null, unknownOn: negativeOn };
  const { days } = measured;
  const linked = timeWeightedReturn(days);
  const simple = simpleReturn(days);
  const unknownOn = linked.total === null ? unknownFrom(measured, linked) : null;
  const returns: Returns = {
    gain: simple.gain,
    invested: simple.invested,
    simple: simple.ratio,
    timeWeighted: linked.total,
    timeWeightedAnnualised: linked.annualised,
    timeWeightedWithoutFees: timeWeightedReturn(withoutFees(ledger, days)).total,
    currencyEffect: currencyEffect(ledger, measured, linked.total),
    moneyWeighted: moneyWeighted(withOpeningDay(measured)),
    days: days.length,
  };
  return { returns, linked, unknownOn };
}

/** The rate of a period's flows, in the words of the contract. */
export function moneyWeighted(days: readonly ValueDay[]): MoneyWeighted {
  const { rate, period, annualised } = moneyWeightedReturn(days);
  const nothing = { annualRates: [], period: null, annualised: null };
  if (rate === null) {
    const reason = days.length === 0 ? "Nothing happened yet." : missingText(days);
    return { solution: "unknown", reason, ...nothing };
  }
  if (rate.solution === "unique") {
    return { solution: "unique", reason: null, annualRates: [rate.annualRate], period, annualised };
  }
  const annualRates = rate.solution === "none" ? [] : [...rate.annualRates];
  return { ...nothing, solution: rate.solution, reason: reasonOf(rate), annualRates };
}

function reasonOf(rate: Exclude<InternalRate, { solution: "unique" }>): string {
  if (rate.solution === "several") {
    return "Money went in and out so that several rates fit, none of which is the return.";
  }
  if (rate.solution === "uncertain") {
    return "Money changed direction so often that there may be other rates than these.";
  }
  const reasons = {
    "one-sided": "Money went only one way, or all of it on one day.",
    "no-root": "No rate fits these flows.",
    "out-of-range": "The rate is beyond all measure.",
  };
  return reasons[rate.reason];
}

function missingText(days: readonly ValueDay[]): string {
  const flow = days.find(({ inflow, outflow }) => inflow === null || outflow === null);
  if (flow !== undefined) return `The value of what flowed on ${flow.day} is unknown.`;
  return days.at(-1)?.value === null ? `The value on ${days.at(-1)?.day} is unknown.` : "Nothing ever flowed.";
}

/** Days as if no fee had been paid: what was paid is there at the end of its day. */
function withoutFees(ledger: PortfolioLedger, days: readonly ValueDay[]): ValueDay[] {
  const fees = new Map<string, bigint | null>();
  for (const { day, value } of ledger.statement().fees) {
    const known = fees.get(day) ?? (fees.has(day) ? null : 0n);
    fees.set(day, known === null || value === null ? null : known + toScaled(value));
  }
  return withTakenOut(days, fees);
}

/** Time-weighted return less the one of the same days counted in US dollars, by each day's rate. */
function currencyEffect(ledger: PortfolioLedger, measured: MeasuredDays, total: string | null): string | null {
  if (ledger.currency === "usd" || total === null) return null;
  const history = ledger.prices.get(DOLLAR) ?? ledger.benchmarkPrices(DOLLAR);
  if (history === null) return null;
  const rates = new PriceOnDay(history, ledger.carryDays);
  const inDollars = withOpeningDay(measured).map(({ day, value, inflow, outflow }) => {
    const rate = rates.on(day)?.price;
    const unit = rate === undefined ? null : toScaled(rate);
    const [worth, brought, taken] = [exchanged(value, unit), exchanged(inflow, unit), exchanged(outflow, unit)];
    return { day, value: worth, inflow: brought, outflow: taken };
  });
  const dollars = timeWeightedReturn(inDollars).total;
  return dollars === null ? null : fromScaled(toScaled(total) - toScaled(dollars));
}

function exchanged(amount: string | null, rate: bigint | null): string | null {
  if (amount === null || amount === "0") return amount;
  return rate === null || rate === 0n ? null : fromScaled(divideScaled(toScaled(amount), rate));
}

/** First day of what keeps the return unknown: a flow at an unknown value, or the end's value. */
function unknownFrom({ opening, plain }: MeasuredDays, linked: TimeWeightedReturn): string | null {
  if (opening?.value === null) return opening.day;
  if (linked.unknownOn !== null) return linked.unknownOn;
  const lastKnown = plain.findLastIndex(({ value }) => value !== null);
  return plain[lastKnown + 1]?.day ?? null;
}

function noReturns(negativeOn: string, { days }: MeasuredDays): Returns {
  const reason = `On ${negativeOn} the portfolio was worth less than nothing, on which no return can be measured.`;
  return {
    gain: null,
    invested: null,
    simple: null,
    timeWeighted: null,
    timeWeightedAnnualised: null,
    timeWeightedWithoutFees: null,
    currencyEffect: null,
    moneyWeighted: { solution: "unknown", reason, annualRates: [], period: null, annualised: null },
    days: days.length,
  };
}
