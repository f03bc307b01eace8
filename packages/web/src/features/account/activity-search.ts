/** What the activity page keeps in its address. */
export interface ActivitySearch {
  /** Part before the dot of what is shown, e.g. `session`. */
  kind?: string | undefined;
}

// No list of kinds here: the router reads this with the first download, the kinds come with the page.
export function parseActivitySearch({ kind }: Record<string, unknown>): ActivitySearch {
  return typeof kind === "string" && /^[a-zA-Z]{1,40}$/.test(kind) ? { kind } : {};
}
