/** Reads a number as people write it; null where it is none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(/[\s_]/g, "").replace(",", ".");
  if (plain === "") return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}
