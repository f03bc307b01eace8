import type { ListQuarantineInput, QuarantinePage } from "@cryptodesk/shared/market/provider.contract";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { QuarantineRepository } from "./quarantine.repository.ts";

/** Held-back price jumps, newest first. */
export async function listQuarantine(ctx: ServiceContext, input: ListQuarantineInput): Promise<QuarantinePage> {
  const rows = await new QuarantineRepository(ctx.db.primary).list(input, decodeTimeCursor(input.cursor));
  return pageOf(rows, input.limit, (row) => encodeTimeCursor(row.detectedAt, row.id));
}
