import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { JobTicket, RequestRepairInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";
import { REPAIR_HISTORY, type RepairPayload } from "./repair-history.job.ts";

/**
 * Queues a fetch of everything that is missing in a coin's history, or joins the one in flight.
 * @throws DomainError NOT_FOUND
 */
export async function requestRepair(ctx: ServiceContext, { id }: RequestRepairInput): Promise<JobTicket> {
  const coin = await new ListingRepository(ctx.db.primary).findById(id);
  if (!coin) throw notFound("coin", id);
  const payload: RepairPayload = { coinId: id, anew: true };
  return ctx.queue.request({ name: REPAIR_HISTORY }, id, payload, {
    trigger: "manual",
    requestId: ctx.requestId,
    subject: id,
  });
}
