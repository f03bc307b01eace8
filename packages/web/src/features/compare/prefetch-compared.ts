import { prefetchListingsById } from "../../market-data/use-listings-by-id.ts";
import { type CompareSearch, comparable, comparedIds, DEFAULT_WINDOW, parseCompareSearch } from "./compare-search.ts";
import { prefetchComparison } from "./use-comparison.ts";

/** Asks for what the comparison of an address shows while the page's code is on its way. */
export function prefetchCompared(search: CompareSearch): void {
  const ids = comparedIds(search.ids);
  if (!comparable(ids)) return;
  prefetchComparison(ids, parseCompareSearch({ ...search }).window ?? DEFAULT_WINDOW);
  prefetchListingsById(ids);
}
