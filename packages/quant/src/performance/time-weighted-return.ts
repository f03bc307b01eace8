import { dayNumberOf } from "../calendar/utc-day.ts";
import { divideScaled, fromScaled, multiplyScaled, toScaled } from "../decimals/scaled.ts";
import { annualise } from "./annualise.ts";
import { type FlowTiming, stretchesOf, type ValueDay } from "./value-day.ts";

/** One link of the chain, with what it is computed from. */
export interface ReturnLink {
  day: string;
  gain: string;
  /** What the gain was made on; 0 when nothing was invested. */
  base: string;
  /** 1 + gain / base, rounded half to even at 36 decimals; 1 when nothing was invested and nothing gained. */
  growth: string;
  /** Product of all growths so far, each product rounded in the same way. */
  index: string;
}

export interface TimeWeightedReturn {
  /** Last index - 1; 0.25 is 25 %. Null without a day, or where something is unknown. */
  total: string | null;
  /** Only for more than a year, see `annualise`. */
  annualised: string | null;
  /** Days from the first link to the last, the first one counted. */
  days: number;
  links: readonly ReturnLink[];
  /** The day from which nothing can be known: a flow at an unknown value, or a gain made on nothing. */
  unknownOn: string | null;
}

const ONE = toScaled("1");

/**
 * Time-weighted return, linked by day: Π(1 + gain / base) - 1. Flows change what is invested and not the return
 * (Bank Administration Institute, Measuring the Investment Performance of Pension Funds, 1968; GIPS 2020, 2.A.).
 * @param days in order, see `ValueDay`; a day of unknown value without flows is bridged
 * @throws RangeError see `stretchesOf`
 */
export function timeWeightedReturn(days: readonly ValueDay[], timing: FlowTiming = "split"): TimeWeightedReturn {
  const { stretches, unknownOn: flowOn } = stretchesOf(days, timing);
  const links: ReturnLink[] = [];
  let unknownOn = flowOn;
  let index = ONE;
  for (const { day, gain, base } of stretches) {
    if (base === 0n && gain !== 0n) {
      unknownOn = day;
      break;
    }
    const growth = base === 0n ? ONE : ONE + divideScaled(gain, base);
    index = multiplyScaled(index, growth);
    links.push({
      day,
      gain: fromScaled(gain),
      base: fromScaled(base),
      growth: fromScaled(growth),
      index: fromScaled(index),
    });
  }
  const first = links[0];
  const last = links.at(-1);
  const span = first && last ? dayNumberOf(last.day) - dayNumberOf(first.day) + 1 : 0;
  const known = last !== undefined && unknownOn === null && days.at(-1)?.value !== null;
  const total = known ? fromScaled(index - ONE) : null;
  return { total, annualised: total === null ? null : annualise(total, span), days: span, links, unknownOn };
}
