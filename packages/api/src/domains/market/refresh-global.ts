import type { JobRunContext } from "../../platform/queue/job-queue.ts";
import { FiatRateRepository } from "./fiat-rate.repository.ts";
import { GlobalRepository } from "./global.repository.ts";
import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import type {
  Capability,
  GlobalDraft,
  MarketProvider,
  ProviderCall,
  RatesDraft,
  TrendingDraft,
} from "./providers/market-provider.ts";

/** Reads market totals, trending coins and exchange rates, each from the first provider that answers; one may fail without the others. */
export async function refreshGlobal(market: MarketRuntime, run: JobRunContext): Promise<Record<string, unknown>> {
  const call: ProviderCall = { signal: run.signal, now: market.clock() };
  const failures: string[] = [];
  const totals = await firstAnswer(market, "global", failures, (provider) => provider.global?.(call));
  const trending = await firstAnswer(market, "trending", failures, (provider) => provider.trending?.(call));
  const rates = await firstAnswer(market, "rates", failures, (provider) => provider.rates?.(call));
  if (!totals && !trending && !rates)
    throw new Error(
      `No provider gave totals, trending coins or exchange rates (${failures.join("; ") || "none is configured"}).`,
    );
  await market.db.primary.transaction().execute(async (trx) => {
    const repository = new GlobalRepository(trx);
    if (totals) await repository.saveTotals(totals.source, totals.answer);
    if (trending) await repository.saveTrending(trending.source, trending.answer, call.now);
    if (rates) await new FiatRateRepository(trx).replace(rates.source, rates.answer);
    await new MarketStateRepository(trx).bumpVersion();
  });
  await market.announce();
  return {
    totals: totals?.source ?? null,
    trending: trending?.answer.length ?? 0,
    rates: rates?.answer.rates.length ?? 0,
    failures,
  };
}

async function firstAnswer<Answer extends GlobalDraft | TrendingDraft[] | RatesDraft>(
  market: MarketRuntime,
  capability: Capability,
  failures: string[],
  ask: (provider: MarketProvider) => Promise<Answer> | undefined,
): Promise<{ source: string; answer: Answer } | null> {
  for (const provider of providersFor(market, capability)) {
    try {
      const answer = await ask(provider);
      if (answer) return { source: provider.id, answer };
    } catch (error) {
      failures.push(`${provider.id}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return null;
}
