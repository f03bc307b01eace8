import { createHash } from "node:crypto";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** SHA-256 of rules as canonical JSON (fields in the order of their names, no spaces), in hex. */
export function hashRules(rules: StrategyRules): string {
  return createHash("sha256").update(canonical(rules)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, part]) => part !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${fields.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join(",")}}`;
}
