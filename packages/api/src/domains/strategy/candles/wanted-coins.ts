import type { RunRequest } from "./run-request.ts";

/** A coin that a run reads, and where it is named. */
export interface WantedCoin {
  readonly coin: string;
  /** JSON pointer. */
  readonly place: string;
  readonly inUniverse: boolean;
  /** Nobody named it: a run goes on without it. */
  readonly isByDefault: boolean;
}

const DEFAULT_BENCHMARK = "bitcoin";

/** The coins that rules and settings name, each once: those of the universe first, in its order. */
export function namedCoins({ rules, settings, settingsAt }: RunRequest): WantedCoin[] {
  const { universe } = rules;
  const wanted = new Map<string, WantedCoin>();
  const add = (coin: string, place: string, inUniverse: boolean, isByDefault = false) => {
    if (!wanted.has(coin)) wanted.set(coin, { coin, place, inUniverse, isByDefault });
  };
  if (universe.kind === "coin") add(universe.coin, "/rules/universe/coin", true);
  if (universe.kind === "list") {
    for (const [index, coin] of universe.coins.entries()) add(coin, `/rules/universe/coins/${index}`, true);
  }
  for (const [index, { other }] of rules.series.entries()) {
    if (other !== undefined) add(other, `/rules/series/${index}/other`, false);
  }
  const { benchmark } = settings;
  if (benchmark !== null) add(benchmark, `${settingsAt}/benchmark`, false, benchmark === DEFAULT_BENCHMARK);
  return [...wanted.values()];
}
