import type { Config } from "../config/load-config.ts";
import type { Database, Db } from "../database/database.ts";
import { asOwner } from "../database/owned-rows.ts";
import type { Clock } from "../service-context.ts";
import type { JobDefinition } from "./job-queue.ts";

// For how long what was deleted can be restored.
const KEPT_MS = 30 * 86_400_000;

/** What a job that purges needs. */
export interface PurgeParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, "MAINTENANCE_SECONDS">;
}

/** Removes for good, now and then, what was deleted 30 days ago; `purge` answers how many rows of each kind that were. */
export function purgeDeletedJob(
  { db, clock, config }: PurgeParts,
  { name, description }: Pick<JobDefinition, "name" | "description">,
  purge: (all: Db, before: Date) => Promise<Record<string, number>>,
): JobDefinition {
  return {
    name,
    description,
    every: { seconds: config.MAINTENANCE_SECONDS, setting: "MAINTENANCE_SECONDS" },
    timeoutSeconds: 600,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: () => asOwner(db.primary, "system", (all) => purge(all, new Date(clock().getTime() - KEPT_MS))),
  };
}
