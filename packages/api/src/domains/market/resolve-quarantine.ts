import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { QuarantineEntry, ResolveQuarantineInput } from "@cryptodesk/shared/market/provider.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function resolveQuarantine(
  _ctx: ServiceContext,
  _m: MarketRuntime,
  _i: ResolveQuarantineInput,
): Promise<QuarantineEntry> {
  throw unavailable("not built yet");
}
