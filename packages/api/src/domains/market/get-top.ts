import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { GetTopInput, TopList } from "@cryptodesk/shared/market/overview.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function getTop(_ctx: ServiceContext, _i: GetTopInput): Promise<TopList> {
  throw unavailable("not built yet");
}
