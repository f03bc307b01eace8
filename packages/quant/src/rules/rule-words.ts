import { PriceField } from "@cryptodesk/shared/strategy/rules.contract";

export const PRICE_WORDS: readonly string[] = PriceField.options;

/** Words that mean something where a name may stand: a series, parameter or coin of that name needs to be marked as one. */
const TAKEN: ReadonlySet<string> = new Set([
  ...PRICE_WORDS,
  ...["all", "always", "and", "any", "between", "chosen", "crosses", "every", "falling", "is", "not", "on", "or"],
  ...["parameter", "rising", "series", "the", "with"],
]);

export function isTakenWord(word: string): boolean {
  return TAKEN.has(word);
}

/** Letters, digits, underscores; begins with a letter or an underscore. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}

/** Text in quotes, as one line: what reading it as JSON gives back. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}

/** The number as it is read back to the last bit. */
export function printNumber(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
