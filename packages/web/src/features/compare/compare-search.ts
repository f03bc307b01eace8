import { CompareInput, ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { idsText, readIds } from "../../lib/id-list.ts";

export const MAX_COMPARED = 10;
// An address that names more than can be compared is read this far, to say what is left out.
const MOST_NAMED = 50;
export const DEFAULT_WINDOW: ComparisonWindow = "30d";

/** What the compare page keeps in its address. */
export interface CompareSearch {
  /** Coin ids, percent-encoded each and joined by commas. */
  ids?: string | undefined;
  window?: ComparisonWindow | undefined;
}

export function parseCompareSearch(raw: Record<string, unknown>): CompareSearch {
  const window = ComparisonWindow.safeParse(raw.window);
  const ids = readIds(typeof raw.ids === "string" ? raw.ids : "", MOST_NAMED);
  return {
    ...(ids.length > 0 && { ids: idsText(ids) }),
    ...(window.success && window.data !== DEFAULT_WINDOW && { window: window.data }),
  };
}

/** The coins of an address that are compared. */
export const comparedIds = (text: string | undefined): string[] => readIds(text, MAX_COMPARED);

/** Those that are one too many. */
export const leftOutIds = (text: string | undefined): string[] => readIds(text, MOST_NAMED).slice(MAX_COMPARED);

/** Whether the API would compare these. */
export const comparable = (ids: readonly string[]): boolean => CompareInput.safeParse({ ids }).success;
