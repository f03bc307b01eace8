import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { JobRunPage, ListRunsInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listRuns(_ctx: ServiceContext, _i: ListRunsInput): Promise<JobRunPage> {
  throw unavailable("not built yet");
}
