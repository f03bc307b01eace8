import type { HttpGate } from "./http-gate.ts";
import type { MarketProvider } from "./market-provider.ts";

/** A provider together with what can be watched of its way out; the simulated market has none. */
export interface RegisteredProvider {
  provider: MarketProvider;
  gate: HttpGate | null;
}
