const MAX_LEVELS = 64;

/** True for text that a database takes as it is: no NUL, and no half of a surrogate pair. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\u0000");
}

/** True for JSON of such text, also in its keys, that is not nested deeper than anybody needs. */
export function isStorableJson(value: unknown): boolean {
  // Level by level and not by recursion, which would end where the stack does.
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_LEVELS || !level.every(isStorableHere)) return false;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? Object.values(one) : []));
  }
  return true;
}

function isStorableHere(value: unknown): boolean {
  if (typeof value === "string") return isStorableText(value);
  return typeof value !== "object" || value === null || Object.keys(value).every(isStorableText);
}
