/** What the activity page keeps in its address. */
export interface ActivitySearch {
  /** Part before the dot of what is shown, e.g. `session`. */
  kind?: string | undefined;
}

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseActivitySearch({ kind }: Record<string, unknown>): ActivitySearch {
  return typeof kind === "string" && /^[a-zA-Z]{1,40}$/.test(kind) ? { kind } : {};
}
