/** What the watchlists page keeps in its address. */
export interface WatchSearch {
  list?: string | undefined;
  view?: "tiles" | undefined;
}

export function parseWatchSearch({ list, view }: Record<string, unknown>): WatchSearch {
  return {
    ...(typeof list === "string" && list !== "" && { list }),
    ...(view === "tiles" && { view }),
  };
}
