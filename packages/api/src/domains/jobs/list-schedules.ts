import type { Schedule, ScheduleList } from "@cryptodesk/shared/jobs/job.contract";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import { slotOf } from "../../platform/queue/scheduler.ts";
import type { ServiceContext } from "../../platform/service-context.ts";

/** What runs by itself, how often, and how it went last time. */
export async function listSchedules(ctx: ServiceContext, definitions: readonly JobDefinition[]): Promise<ScheduleList> {
  const newest = await new JobRunStore(ctx.db.primary, ctx.clock).newestByName();
  const items = definitions.flatMap((definition): Schedule[] => {
    if (!definition.every) return [];
    const { seconds, setting } = definition.every;
    const nextDue = new Date((slotOf(ctx.clock(), seconds) + 1) * seconds * 1_000);
    return [
      {
        name: definition.name,
        description: definition.description,
        intervalSeconds: seconds,
        setting,
        lastRun: newest.get(definition.name) ?? null,
        nextDueAt: nextDue.toISOString(),
      },
    ];
  });
  return { items, nextCursor: null };
}
