import { CompareInput, ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { idsText, readIds } from "../../lib/id-list.ts";

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

/** The coins of an address. */
export const comparedIds = (text: string | undefined): string[] => readIds(text, MAX_COMPARED);

/** Whether the API would compare these. */
export const comparable = (ids: readonly string[]): boolean => CompareInput.safeParse({ ids }).success;
