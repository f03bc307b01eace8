import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { GetReportInput, MarketReport } from "@cryptodesk/shared/market/report.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function getReport(_ctx: ServiceContext, _i: GetReportInput): Promise<MarketReport> {
  throw unavailable("not built yet");
}
