import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** How long guessing would take, from 0 (at once) to 4 (very long). */
export type Strength = 0 | 1 | 2 | 3 | 4;

// Longer than any secret needs to be to count as very good; estimating takes time that grows with the length.
const MOST_CHARACTERS = 100;

let estimator: Promise<ZxcvbnFactory> | null = null;

function load(): Promise<ZxcvbnFactory> {
  estimator ??= Promise.all([import("@zxcvbn-ts/core"), import("@zxcvbn-ts/language-common")]).then(
    ([{ ZxcvbnFactory: Factory }, { adjacencyGraphs, dictionary }]) =>
      new Factory({ dictionary, graphs: adjacencyGraphs }),
    (error: unknown) => {
      estimator = null;
      throw error;
    },
  );
  return estimator;
}

/**
 * Estimates a password by zxcvbn, in the browser alone. Its lists of words are fetched with the first question.
 * @param known what is easily guessed of its owner, e.g. name and address
 */
export async function estimateStrength(password: string, known: readonly string[]): Promise<Strength> {
  const words = known.flatMap((text) => [text, ...text.split(/[@.\s]/)]).filter((word) => word !== "");
  const { score } = (await load()).check(password.slice(0, MOST_CHARACTERS), words);
  return score;
}
