import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ScheduleList } from "@cryptodesk/shared/jobs/job.contract";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listSchedules(_ctx: ServiceContext, _d: readonly JobDefinition[]): Promise<ScheduleList> {
  throw unavailable("not built yet");
}
