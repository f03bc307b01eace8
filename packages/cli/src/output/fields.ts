import { UsageError } from "../failures.ts";
import { didYouMean } from "../input/suggestion.ts";

/** Refuses field names that are not among `known`. */
export function checkFields(asked: readonly string[], known: readonly string[]): void {
  for (const field of asked) {
    if (known.includes(field)) continue;
    throw new UsageError(`--fields: there is no field "${field}".${didYouMean(field, known)}`, [
      `Fields: ${known.join(", ")}`,
    ]);
  }
}

/** The asked fields of a row, in the asked order. */
export function pickFields(row: object, asked: readonly string[]): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(row));
  return Object.fromEntries(asked.map((field) => [field, values.get(field) ?? null]));
}

/** Every value of a nested document by its path: `listing.priceUsd`, `ranges.low52wUsd`. Lists stay whole. */
export function flatten(document: object, prefix = ""): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, value] of Object.entries(document)) {
    const path = prefix + key;
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!nested) flat.set(path, value);
    else for (const [innerPath, inner] of flatten(value, `${path}.`)) flat.set(innerPath, inner);
  }
  return flat;
}

/** The asked paths of a flattened document; `listing` asks for everything below it. */
export function pickPaths(flat: ReadonlyMap<string, unknown>, asked: readonly string[]): Map<string, unknown> {
  const paths = [...flat.keys()];
  const branches = new Set(paths.flatMap((path) => ancestorsOf(path)));
  checkFields(asked, [...paths, ...branches]);
  const picked = asked.flatMap((field) => paths.filter((path) => path === field || path.startsWith(`${field}.`)));
  return new Map(picked.map((path) => [path, flat.get(path)]));
}

function ancestorsOf(path: string): string[] {
  const parts = path.split(".");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
}

/** The nested document that `flatten` took apart. */
export function unflatten(flat: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of flat) {
    const keys = path.split(".");
    const last = keys.pop() ?? path;
    let branch = root;
    for (const key of keys) {
      const next = branch[key];
      const child = isRecord(next) ? next : {};
      branch[key] = child;
      branch = child;
    }
    branch[last] = value;
  }
  return root;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
