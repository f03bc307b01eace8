import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { JobTicket, RequestSyncInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function requestSync(_ctx: ServiceContext, _i: RequestSyncInput): Promise<JobTicket> {
  throw unavailable("not built yet");
}
