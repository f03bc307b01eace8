import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ListReportsInput, ReportPage } from "@cryptodesk/shared/market/report.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listReports(_ctx: ServiceContext, _i: ListReportsInput): Promise<ReportPage> {
  throw unavailable("not built yet");
}
