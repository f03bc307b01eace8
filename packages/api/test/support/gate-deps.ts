import type { GateDeps } from "../../src/domains/market/providers/http-gate.ts";
import { MemoryProviderLog, MemoryRequestBudget } from "../../src/domains/market/providers/http-gate-memory.ts";

/** A gate's surroundings for tests: nothing shared, no jitter, one try, no waiting. */
export function gateDeps(overrides: Partial<GateDeps> = {}): GateDeps {
  return {
    budget: new MemoryRequestBudget(),
    log: new MemoryProviderLog(),
    clock: { now: () => Date.now(), sleep: async () => undefined },
    random: () => 0,
    timeoutMs: 2000,
    retryAfterCapMs: 10_000,
    attempts: 1,
    ...overrides,
  };
}
