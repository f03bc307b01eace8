import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { CandleSeries, GetCandlesInput } from "@cryptodesk/shared/market/candle.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function getCandles(_ctx: ServiceContext, _m: MarketRuntime, _i: GetCandlesInput): Promise<CandleSeries> {
  throw unavailable("not built yet");
}
