import type { JobTicket, RequestRepairInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { findCoin } from "./find-coin.ts";
import { REPAIR_HISTORY, type RepairPayload } from "./repair-history.job.ts";

/**
 * Queues a fetch of everything that is missing in a coin's history, or joins the one in flight.
 * @throws DomainError NOT_FOUND
 */
export async function requestRepair(ctx: ServiceContext, { id }: RequestRepairInput): Promise<JobTicket> {
  const { row: coin } = await findCoin(ctx.db.primary, id);
  const payload: RepairPayload = { coinId: coin.id, anew: true };
  return ctx.queue.request({ name: REPAIR_HISTORY }, coin.id, payload, {
    trigger: "manual",
    requestId: ctx.requestId,
    subject: coin.id,
  });
}
