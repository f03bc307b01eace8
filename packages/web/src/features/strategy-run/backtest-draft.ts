import type { StartBacktestInput } from "@cryptodesk/shared/strategy/run.contract";
import type { z } from "zod";
import { readAmount, readNumber } from "../../strategy-data/typed-number.ts";

/** A backtest as it is being asked for: what is in the fields. */
export interface BacktestDraft {
  version: number;
  /** Calendar days; empty for what the desk takes by itself. */
  from: string;
  to: string;
  capital: string;
  /** Empty: the first coin of the universe. */
  benchmark: string;
  /** Empty: the universe of the rules. */
  portfolioId: string;
  honesty: boolean;
  trials: string;
}

const MOST_TRIALS = 1e9;

export const startingDraft = (version: number): BacktestDraft => ({
  version,
  from: "",
  to: "",
  capital: "10000",
  benchmark: "bitcoin",
  portfolioId: "",
  honesty: true,
  trials: "1",
});

/** What keeps a draft from being started; null where nothing does. */
export function problemOfDraft({ from, to, capital, trials }: BacktestDraft): "span" | "capital" | "trials" | null {
  if (from !== "" && to !== "" && from >= to) return "span";
  if (readAmount(capital) === null) return "capital";
  const tried = readNumber(trials);
  return tried === null || !Number.isInteger(tried) || tried < 1 || tried > MOST_TRIALS ? "trials" : null;
}

/** What is asked of the desk. Days are whole ones of UTC: the last day counts in full. */
export function settingsOf(
  draft: BacktestDraft,
): Pick<z.input<typeof StartBacktestInput>, "version" | "settings" | "portfolioId"> {
  const { version, from, to, capital, benchmark, portfolioId, honesty, trials } = draft;
  return {
    version,
    ...(portfolioId !== "" && { portfolioId }),
    settings: {
      ...(from !== "" && { from: `${from}T00:00:00.000Z` }),
      ...(to !== "" && { to: dayAfter(to) }),
      capital: readAmount(capital) ?? undefined,
      benchmark: benchmark === "" ? null : benchmark,
      honesty,
      trials: readNumber(trials) ?? undefined,
    },
  };
}

const DAY_MS = 86_400_000;

/** The moment a day is over; never later than now, as there are no candles of the future. */
const dayAfter = (day: string): string =>
  new Date(Math.min(Date.parse(day) + DAY_MS, Math.max(Date.now(), Date.parse(day)))).toISOString();
