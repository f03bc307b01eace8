import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { saveFile } from "../../lib/save-file.ts";
import { MAX_WATCHLISTS, readWatchlists, type Watchlist, watchlists } from "../../stores/watchlists.ts";

const MAX_FILE_BYTES = 5_000_000;

/** Saves every list of this browser as a JSON file. */
export function exportLists(): void {
  const text = JSON.stringify({ format: "cryptodesk-watchlists", ...watchlists.get() }, null, 2);
  saveFile("cryptodesk-watchlists.json", "application/json", [text]);
}

/**
 * The lists of a file, each under an id of its own so that none replaces one that is there.
 * @throws Error saying what is wrong with the file
 */
export function readListFile(text: string, newId: () => string): Watchlist[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(t("watchlists.notJson"));
  }
  if (typeof content !== "object" || content === null || !("lists" in content) || !Array.isArray(content.lists)) {
    throw new Error(t("watchlists.notLists"));
  }
  const lists = content.lists.length === 0 ? [] : readWatchlists(content);
  if (lists.length === 0) throw new Error(t("watchlists.notLists"));
  return lists.map((list) => ({ ...list, id: newId() }));
}

/**
 * Lets the person choose a file and adds its lists.
 * @returns the id of the first new list; null where no file was chosen
 * @throws Error saying what is wrong with the file
 */
export async function importLists(): Promise<string | null> {
  const file = await chooseFile();
  if (!file) return null;
  if (file.size > MAX_FILE_BYTES) throw new Error(t("watchlists.tooLarge"));
  const added = readListFile(await file.text(), newId);
  const { lists } = watchlists.get();
  if (lists.length + added.length > MAX_WATCHLISTS) {
    throw new Error(t("watchlists.tooManyLists", { count: MAX_WATCHLISTS }));
  }
  watchlists.set({ lists: [...lists, ...added] });
  return added[0]?.id ?? null;
}

function chooseFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = "application/json,.json";
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
