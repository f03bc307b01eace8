/** What the page of imports keeps in its address. */
export interface ImportSearch {
  /** Id of the import that is looked at; none: the list with the place to drop a file. */
  file?: string | undefined;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseImportSearch(raw: Record<string, unknown>): ImportSearch {
  return typeof raw.file === "string" && ID.test(raw.file) ? { file: raw.file } : {};
}
