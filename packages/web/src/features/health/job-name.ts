import { t } from "../../catalogue/catalogue.ts";
import { health } from "../../catalogue/en/health.ts";

type KnownJob = keyof typeof health.jobs;

const isKnown = (name: string): name is KnownJob => name in health.jobs;

/** What a job does, in words; one that the catalogue does not know keeps what the server calls it. */
export function jobName(name: string, fallback = name): string {
  return isKnown(name) ? t(`health.jobs.${name}`) : fallback;
}
