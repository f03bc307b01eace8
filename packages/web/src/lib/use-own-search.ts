import { useMemo } from "react";

/**
 * What a page reads out of its address. The router hands on what it was given beside what the page's own reading left: a
 * link may carry what other sites append to it, or a value that this page cannot read.
 */
export function useOwnSearch<Search>(address: object, read: (raw: Record<string, unknown>) => Search): Search {
  return useMemo(() => read({ ...address }), [address, read]);
}
