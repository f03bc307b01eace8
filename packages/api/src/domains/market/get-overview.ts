import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function getOverview(_ctx: ServiceContext, _m: MarketRuntime): Promise<MarketOverview> {
  throw unavailable("not built yet");
}
