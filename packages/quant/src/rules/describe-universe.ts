import type { Universe } from "@cryptodesk/shared/strategy/rules.contract";

const MOST_NAMED = 3;

/** What rules trade, in words: `bitcoin`, `bitcoin, ethereum and 4 more`, `the 10 largest coins`. */
export function describeUniverse(universe: Universe): string {
  if (universe.kind === "coin") return universe.coin;
  if (universe.kind === "top") {
    const stablecoins = universe.withStablecoins ? ", stablecoins included" : "";
    return `${universe.count === 1 ? "the largest coin" : `the ${universe.count} largest coins`}${stablecoins}`;
  }
  const { coins } = universe;
  if (coins.length === 1) return coins.join("");
  if (coins.length <= MOST_NAMED) return `${coins.slice(0, -1).join(", ")} and ${coins.at(-1)}`;
  return `${coins.slice(0, MOST_NAMED - 1).join(", ")} and ${coins.length - MOST_NAMED + 1} more`;
}
