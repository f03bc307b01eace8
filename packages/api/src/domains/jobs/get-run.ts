import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { GetRunInput, JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function getRun(_ctx: ServiceContext, _i: GetRunInput): Promise<JobRun> {
  throw unavailable("not built yet");
}
