/** What the comparison of runs keeps in its address. */
export interface RunComparisonSearch {
  /** Ids between commas. */
  runs?: string | undefined;
}

/** As many as the API compares at once. */
const MOST_COMPARED = 8;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids of the runs that an address names, each once; what is no id is dropped. */
export function comparedRuns(raw: { runs?: unknown }): string[] {
  const text = typeof raw.runs === "string" ? raw.runs : "";
  return [...new Set(text.split(",").filter((id) => ID.test(id)))].slice(0, MOST_COMPARED);
}

/** With the run where it was not chosen, without it where it was; never more than can be compared. */
export function toggled(chosen: readonly string[], id: string): readonly string[] {
  if (chosen.includes(id)) return chosen.filter((each) => each !== id);
  return chosen.length < MOST_COMPARED ? [...chosen, id] : chosen;
}
