import type { ProviderList, ProviderStatus } from "@cryptodesk/shared/market/provider.contract";
import { z } from "zod";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import { ProviderRepository } from "./provider.repository.ts";

const DAY_MS = 86_400_000;
const WINDOW_SECONDS = 60;

const Snapshot = z.object({
  state: z.enum(["closed", "open", "half-open"]),
  consecutiveFailures: z.int(),
  opensUntil: z.string().nullable(),
  lastSuccessAt: z.string().nullable().default(null),
  lastFailureAt: z.string().nullable().default(null),
  lastError: z.string().nullable().default(null),
});

/** State, budget and error rate of each provider, as all workers together know them. */
export async function listProviders(ctx: ServiceContext, market: MarketRuntime): Promise<ProviderList> {
  const repository = new ProviderRepository(ctx.db.primary);
  const now = ctx.clock();
  const [snapshots, calls, { lastRefreshAt }] = await Promise.all([
    repository.snapshots(),
    repository.callsSince(new Date(now.getTime() - DAY_MS)),
    new MarketStateRepository(ctx.db.primary).read(),
  ]);
  const windowStart = new Date(Math.floor(now.getTime() / (WINDOW_SECONDS * 1_000)) * WINDOW_SECONDS * 1_000);
  const items = await Promise.all(
    market.providers.map(async (provider): Promise<ProviderStatus> => {
      const snapshot = Snapshot.safeParse(snapshots.get(provider.id));
      const counted = calls.get(provider.id) ?? { calls: 0, failures: 0 };
      const limit = market.callsPerMinute(provider.id);
      const inUse = provider.simulated === market.simulated() && provider.access !== "none";
      return {
        id: provider.id,
        name: provider.name,
        capabilities: [...provider.capabilities],
        access: provider.access,
        inUse,
        simulated: provider.simulated,
        ...(inUse && provider.instantHistory
          ? computedState(lastRefreshAt)
          : stateOf(snapshot.success ? snapshot.data : null, now)),
        calls24h: counted.calls,
        failures24h: counted.failures,
        errorRatePct: counted.calls === 0 ? null : (100 * counted.failures) / counted.calls,
        budget:
          limit === null
            ? null
            : {
                limit,
                left: Math.max(0, limit - (await repository.budgetUsed(provider.id, windowStart))),
                windowSeconds: WINDOW_SECONDS,
                resetsAt: new Date(windowStart.getTime() + WINDOW_SECONDS * 1_000).toISOString(),
              },
      };
    }),
  );
  return { items, nextCursor: null };
}

/** A provider that computes its market makes no calls that could fail. */
function computedState(lastRefreshAt: Date | null) {
  return {
    state: "closed" as const,
    opensUntil: null,
    lastSuccessAt: lastRefreshAt?.toISOString() ?? null,
    lastFailureAt: null,
    lastError: null,
    consecutiveFailures: 0,
  };
}

function stateOf(snapshot: z.infer<typeof Snapshot> | null, now: Date) {
  if (!snapshot) {
    return {
      state: "unused" as const,
      opensUntil: null,
      lastSuccessAt: null,
      lastFailureAt: null,
      lastError: null,
      consecutiveFailures: 0,
    };
  }
  const resting = snapshot.opensUntil !== null && new Date(snapshot.opensUntil) > now;
  const state = snapshot.state === "open" && !resting ? ("half-open" as const) : snapshot.state;
  return { ...snapshot, state, opensUntil: resting ? snapshot.opensUntil : null };
}
