import type { JobTicket, RequestSyncInput } from "@cryptodesk/shared/jobs/job.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { REFRESH_LISTINGS } from "./refresh-listings.job.ts";

/** Queues a refresh of the `coins` largest coins, or joins the manual one in flight. */
export async function requestSync(ctx: ServiceContext, { coins }: RequestSyncInput): Promise<JobTicket> {
  return ctx.queue.request(
    { name: REFRESH_LISTINGS.manual },
    "manual",
    { coins },
    { trigger: "manual", requestId: ctx.requestId, subject: `${coins} coins` },
  );
}
