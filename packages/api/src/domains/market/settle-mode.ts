import type { Config } from "../../platform/config/load-config.ts";
import { StartupError } from "../../platform/database/data-directory-lock.ts";
import type { Database } from "../../platform/database/database.ts";
import type { Clock } from "../../platform/service-context.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import type { MarketProvider } from "./providers/market-provider.ts";

// An empty desk should show a market soon, also where the network swallows packets.
const PROBE_MS = 1_500;

/**
 * Settles once which market a database holds: what it holds already, else what MARKET_SOURCE says, else live where a
 * provider answers and the sandbox where none does.
 * @throws StartupError when MARKET_SOURCE contradicts what the database holds
 */
export async function settleMode(
  db: Database,
  config: Pick<Config, "MARKET_SOURCE">,
  providers: readonly MarketProvider[],
  clock: Clock,
): Promise<"live" | "sandbox"> {
  const repository = new MarketStateRepository(db.primary);
  const { mode } = await repository.read();
  const wanted = config.MARKET_SOURCE;
  if (mode !== null) {
    if (wanted === "auto" || wanted === mode) return mode;
    throw new StartupError(
      `MARKET_SOURCE: ${wanted} was asked for, but this database holds the ${mode} market, and the two never mix. Use another database (CRYPTODESK_DATA_DIR or DATABASE_URL), or set MARKET_SOURCE to ${mode} or auto.`,
    );
  }
  return repository.settleMode(wanted === "auto" ? await probe(providers, clock) : wanted);
}

async function probe(providers: readonly MarketProvider[], clock: Clock): Promise<"live" | "sandbox"> {
  const signal = AbortSignal.timeout(PROBE_MS);
  const candidates = providers.filter(
    (provider) => !provider.simulated && provider.access !== "none" && provider.capabilities.has("listings"),
  );
  try {
    await Promise.any(candidates.map((provider) => provider.ping({ signal, now: clock() })));
    return "live";
  } catch {
    return "sandbox";
  }
}
