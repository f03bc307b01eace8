import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A digest of the given texts. */
export function digest(texts) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex");
}

/**
 * Lines "path size mtime" for each file below the given files and folders: changes whenever one of them does.
 * @param {string} base
 * @param {string[]} entries relative to base; missing ones are left out
 * @param {(path: string) => boolean} wanted by relative path, for files and folders alike
 */
export function listSources(base, entries, wanted) {
  return entries.flatMap((entry) => {
    const path = join(base, entry);
    if (!wanted(entry) || !existsSync(path)) return [];
    const info = statSync(path);
    if (!info.isDirectory()) return [`${entry} ${info.size} ${info.mtimeMs}`];
    return listSources(
      base,
      readdirSync(path)
        .sort()
        .map((name) => `${entry}/${name}`),
      wanted,
    );
  });
}

/** True where the stamp file holds this value. */
export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

/** Writes the stamp file. */
export function stamp(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, value);
}
