import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ProviderList } from "@cryptodesk/shared/market/provider.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";

export async function listProviders(_ctx: ServiceContext, _m: MarketRuntime): Promise<ProviderList> {
  throw unavailable("not built yet");
}
