import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { formatCount } from "../../lib/format.ts";

const MOST_FACTS = 5;

/** A run's result in a line: `read 250, written 248, set aside: no price 2`. Nested counts keep their name. */
export function resultWords(result: JobRun["result"]): string {
  return resultFacts(result ?? {})
    .slice(0, MOST_FACTS)
    .join(", ");
}

function resultFacts(counts: Record<string, unknown>): string[] {
  return Object.entries(counts).flatMap(([name, value]) => {
    if (typeof value === "number") return value === 0 ? [] : [`${toWords(name)} ${formatCount(value)}`];
    if (typeof value === "string") return [`${toWords(name)} ${value}`];
    if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
    const inner = resultFacts(Object.fromEntries(Object.entries(value)));
    return inner.length === 0 ? [] : [`${toWords(name)}: ${inner.join(", ")}`];
  });
}

/** `setAside` and `no_price` read as `set aside` and `no price`. */
function toWords(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}
