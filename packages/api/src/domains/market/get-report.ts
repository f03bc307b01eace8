import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { GetReportInput, MarketReport } from "@cryptodesk/shared/market/report.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ReportRepository } from "./report.repository.ts";

/** @throws DomainError NOT_FOUND */
export async function getReport(ctx: ServiceContext, { date }: GetReportInput): Promise<MarketReport> {
  const repository = new ReportRepository(ctx.db.replica);
  const report = date === "latest" ? await repository.latest() : await repository.find(date);
  if (!report) throw notFound("market report", date);
  return report;
}
