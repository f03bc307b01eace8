import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { GapMap, ListGapsInput } from "@cryptodesk/shared/market/candle.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listGaps(_ctx: ServiceContext, _i: ListGapsInput): Promise<GapMap> {
  throw unavailable("not built yet");
}
