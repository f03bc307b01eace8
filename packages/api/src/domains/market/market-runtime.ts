import type { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { Logger } from "pino";
import type { Config } from "../../platform/config/load-config.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Clock } from "../../platform/service-context.ts";
import type { MarketTicks } from "./market-ticks.ts";
import type { Capability, MarketProvider } from "./providers/market-provider.ts";

/** Which market this database holds; null until the first start has decided. Never changes afterwards. */
export type MarketMode = "live" | "sandbox" | null;

/** The market's long-lived parts in one process; handed to verbs and jobs by the composition root. */
export interface MarketRuntime {
  readonly db: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly config: Config;
  readonly ticks: MarketTicks;
  /** Every provider of this installation, in failover order, whether usable now or not. */
  readonly providers: readonly MarketProvider[];
  /** A provider's request budget; null: it needs none. */
  callsPerMinute(provider: ProviderId): number | null;
  mode: MarketMode;
  /** True while the market is the simulated one. */
  simulated(): boolean;
  /** Tells this and the other processes that a new market version is readable. */
  announce(): Promise<void>;
}

/** The providers that may be asked for something now, in failover order: simulated and real never mix. */
export function providersFor(
  market: Pick<MarketRuntime, "providers" | "simulated">,
  capability: Capability,
): MarketProvider[] {
  return market.providers.filter(
    (provider) =>
      provider.simulated === market.simulated() && provider.access !== "none" && provider.capabilities.has(capability),
  );
}
