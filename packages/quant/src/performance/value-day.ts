import { toScaled } from "../decimals/scaled.ts";

/** One day of a portfolio, or of one asset in it, in the base currency. */
export interface ValueDay {
  /** `YYYY-MM-DD`. */
  day: string;
  /** At the end of the day, after its flows; null where a price is unknown. */
  value: string | null;
  /** What was brought in from outside during the day, 0 or more; null where its value is unknown. */
  inflow: string | null;
  /** What was taken out during the day, 0 or more; null where its value is unknown. */
  outflow: string | null;
}

/**
 * When the flows of a day count: `split` brings in at the start and takes out at the end, which is never left without
 * a base while anything was invested; `start` and `end` put both at one end of the day.
 */
export type FlowTiming = "split" | "start" | "end";

/** What a stretch from one known value to the next gained, and on what: scaled amounts. */
export interface Stretch {
  day: string;
  gain: bigint;
  base: bigint;
}

/** The stretches between known values, and the first day from which nothing can be known. */
export interface Stretches {
  stretches: Stretch[];
  unknownOn: string | null;
}

/**
 * Cuts days into stretches. Before the first day there is nothing; a day of unknown value without flows belongs to the
 * next stretch; one with flows ends what can be known, for the value at the time of the flow is what is missing; so does
 * a flow of unknown value.
 * Where the chosen timing leaves no base above 0 the flows are split.
 * @param days in order
 * @throws RangeError for days out of order, or flows or values below 0
 */
export function stretchesOf(days: readonly ValueDay[], timing: FlowTiming): Stretches {
  const stretches: Stretch[] = [];
  let before = 0n;
  let dayBefore = "";
  for (const { day, value, inflow, outflow } of days) {
    if (day <= dayBefore) throw new RangeError(`${day} does not come after ${dayBefore}`);
    dayBefore = day;
    if (inflow === null || outflow === null) return { stretches, unknownOn: day };
    const [brought, taken] = [amountOf(inflow), amountOf(outflow)];
    if (value === null) {
      if (brought > 0n || taken > 0n) return { stretches, unknownOn: day };
      continue;
    }
    const after = amountOf(value);
    const gain = after + taken - before - brought;
    stretches.push({ day, gain, base: baseOf(before, brought, taken, timing) });
    before = after;
  }
  return { stretches, unknownOn: null };
}

function baseOf(before: bigint, brought: bigint, taken: bigint, timing: FlowTiming): bigint {
  const split = before + brought;
  const chosen = { split, start: split - taken, end: before }[timing];
  return chosen > 0n ? chosen : split;
}

function amountOf(text: string): bigint {
  const amount = toScaled(text);
  if (amount < 0n) throw new RangeError(`${text} is below 0`);
  return amount;
}
