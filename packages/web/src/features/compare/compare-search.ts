import { CompareInput, ComparisonWindow } from "@cryptodesk/shared/market/overview.contract";
import { CoinId } from "@cryptodesk/shared/market/source.contract";

export const MAX_COMPARED = 10;
export const DEFAULT_WINDOW: ComparisonWindow = "30d";

/** What the compare page keeps in its address. */
export interface CompareSearch {
  /** Coin ids, percent-encoded each and joined by commas. */
  ids?: string | undefined;
  window?: ComparisonWindow | undefined;
}

export function parseCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const window = ComparisonWindow.safeParse(raw.window);
  const ids = comparedIds(typeof raw.ids === "string" ? raw.ids : "");
  return {
    ...(ids.length > 0 && { ids: idsText(ids) }),
    ...(window.success && window.data !== DEFAULT_WINDOW && { window: window.data }),
  };
}

/** The coins of an address: once each, at most ten, what cannot be an id left out. */
export function comparedIds(text: string | undefined): string[] {
  const ids = (text ?? "").split(",").flatMap((part) => {
    const id = CoinId.safeParse(decodePart(part));
    return id.success ? [id.data] : [];
  });
  return [...new Set(ids)].slice(0, MAX_COMPARED);
}

export const idsText = (ids: readonly string[]): string => ids.map(encodeURIComponent).join(",");

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Whether the API would compare these. */
export const comparable = (ids: readonly string[]): boolean => CompareInput.safeParse({ ids }).success;
