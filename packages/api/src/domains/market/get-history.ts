import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { GetHistoryInput, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function getHistory(_ctx: ServiceContext, _m: MarketRuntime, _i: GetHistoryInput): Promise<PriceHistory> {
  throw unavailable("not built yet");
}
