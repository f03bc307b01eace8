import type { StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { type TrackedEnvelope, tracked } from "@trpc/server";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function* watchListings(
  ctx: ServiceContext,
  market: MarketRuntime,
  _input: WatchInput,
  _signal: AbortSignal | undefined,
): AsyncGenerator<TrackedEnvelope<StreamEvent>> {
  yield tracked("0", { type: "hello", version: "0", simulated: market.simulated(), at: ctx.clock().toISOString() });
}
