import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { JobTicket, RequestRepairInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function requestRepair(_ctx: ServiceContext, _i: RequestRepairInput): Promise<JobTicket> {
  throw unavailable("not built yet");
}
