import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { t } from "../../catalogue/catalogue.ts";
import { health } from "../../catalogue/en/health.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";

const MOST_FACTS = 5;
const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

type KnownFact = keyof typeof health.facts;
const isKnown = (name: string): name is KnownFact => name in health.facts;

/** One thing that a run says of itself. */
export interface ResultFact {
  name: string;
  value: string;
}

/** A run's result in a line: `read 250, written 248, set aside: without a price 2`. */
export function resultWords(result: JobRun["result"]): string {
  return resultFacts(result)
    .slice(0, MOST_FACTS)
    .map(({ name, value }) => `${name} ${value}`)
    .join(", ");
}

/** All that came of a refresh by hand; first of all where the market is as old as before. */
export function refreshWords(result: NonNullable<JobRun["result"]>): string {
  const facts = resultFacts(result).map(({ name, value }) => `${name} ${value}`);
  const news = [result.written, result.heldBack, result.unchanged].some(
    (count) => typeof count === "number" && count > 0,
  );
  return [...(news ? [] : [t("health.nothingNewer")]), facts.join(", ")].join(" ");
}

/** What a run counted and said, in words; counts of nothing are left out. */
export function resultFacts(result: JobRun["result"]): ResultFact[] {
  return Object.entries(result ?? {}).flatMap(([key, value]) => factsOf(factName(key), value));
}

function factsOf(name: string, value: unknown): ResultFact[] {
  if (typeof value === "number") return value === 0 ? [] : [{ name, value: formatCount(value) }];
  if (typeof value === "string") return [{ name, value: ISO_TIME.test(value) ? formatDateTime(value) : value }];
  if (Array.isArray(value)) return value.length === 0 ? [] : [{ name, value: value.map(textOf).join("; ") }];
  if (typeof value !== "object" || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => factsOf(factName(key), each));
  return inner.map((fact) => ({ name: `${name}: ${fact.name}`, value: fact.value }));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A name that the catalogue does not know reads as it is spelled: `setAside` as `set aside`. */
function factName(key: string): string {
  if (isKnown(key)) return t(`health.facts.${key}`);
  if (isReason(key)) return t(`health.reason.${key}`);
  return key
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

function isReason(key: string): key is keyof typeof health.reason {
  return key in health.reason;
}
