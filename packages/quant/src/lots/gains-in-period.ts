import { fromScaled, toScaled } from "../decimals/scaled.ts";
import type { LotResult } from "./lot-result.ts";

/** Realised results of the days of a period, in the base currency; matches of unknown gain are not among them. */
export interface PeriodGains {
  proceeds: string;
  cost: string;
  gain: string;
  shortTermGain: string;
  longTermGain: string;
  undatedGain: string;
}

/**
 * What was realised from one day on until another, which is not part of it: periods that follow each other add up.
 * @param from first day, `YYYY-MM-DD`
 * @param until day after the last one
 */
export function gainsInPeriod({ disposals }: Pick<LotResult, "disposals">, from: string, until: string): PeriodGains {
  let proceeds = 0n;
  let cost = 0n;
  const gains = { short: 0n, long: 0n, undated: 0n };
  for (const disposal of disposals) {
    if (disposal.day < from || disposal.day >= until) continue;
    for (const match of disposal.matches) {
      if (match.gain === null || match.proceeds === null || match.cost === null) continue;
      proceeds += toScaled(match.proceeds);
      cost += toScaled(match.cost);
      gains[match.term ?? "undated"] += toScaled(match.gain);
    }
  }
  return {
    proceeds: fromScaled(proceeds),
    cost: fromScaled(cost),
    gain: fromScaled(proceeds - cost),
    shortTermGain: fromScaled(gains.short),
    longTermGain: fromScaled(gains.long),
    undatedGain: fromScaled(gains.undated),
  };
}
