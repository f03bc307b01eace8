import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { ListReportsInput, ReportPage } from "@cryptodesk/shared/market/report.contract";
import { z } from "zod";
import { pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ReportRepository } from "./report.repository.ts";

/** Market reports, newest first; a cursor is the day of the last one. */
export async function listReports(ctx: ServiceContext, { cursor, limit }: ListReportsInput): Promise<ReportPage> {
  const before = cursor ?? null;
  if (before !== null && (before < "0001" || !z.iso.date().safeParse(before).success)) {
    throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
  }
  const reports = await new ReportRepository(ctx.db.replica).list(before, limit);
  return pageOf(reports, limit, ({ date }) => date);
}
