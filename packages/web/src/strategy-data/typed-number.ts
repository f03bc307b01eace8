/**
 * A number as somebody typed it: spaces are dropped, a comma counts as the decimal point where there is no point.
 * @returns null for what is no plain number
 */
export function readNumber(text: string): number | null {
  const bare = text.replaceAll(/[\s\u00a0\u202f']/g, "");
  const plain = bare.includes(".") ? bare.replaceAll(",", "") : bare.replace(",", ".");
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** The same where only amounts above 0 make sense. */
export function readAmount(text: string): number | null {
  const value = readNumber(text);
  return value !== null && value > 0 ? value : null;
}
