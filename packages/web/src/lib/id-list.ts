import { CoinId } from "@cryptodesk/shared/market/source.contract";

/** Coin ids as one text for an address: percent-encoded each, because they may hold commas, and joined by commas. */
export const idsText = (ids: readonly string[]): string => ids.map(encodeURIComponent).join(",");

/** The ids of such a text: once each, at most so many, what cannot be an id left out. */
export function readIds(text: string | undefined, most: number): string[] {
  const ids = (text ?? "").split(",").flatMap((part) => {
    const id = CoinId.safeParse(decodePart(part));
    return id.success ? [id.data] : [];
  });
  return [...new Set(ids)].slice(0, most);
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
