import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { CompareInput, Comparison } from "@cryptodesk/shared/market/overview.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function compareCoins(_ctx: ServiceContext, _m: MarketRuntime, _i: CompareInput): Promise<Comparison> {
  throw unavailable("not built yet");
}
