import type { FiatRates } from "@cryptodesk/shared/market/rates.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { FiatRateRepository } from "./fiat-rate.repository.ts";
import type { MarketRuntime } from "./market-runtime.ts";

const DOLLAR = { currency: "usd", name: "US Dollar", perUsd: "1" };

/** What one US dollar is worth; the dollar alone until a provider has given rates. */
export async function getRates(ctx: ServiceContext, market: MarketRuntime): Promise<FiatRates> {
  const stored = await new FiatRateRepository(ctx.db.replica).all();
  const [first] = stored;
  const rates = stored.map(({ currency, name, per_usd }) => ({ currency, name, perUsd: per_usd }));
  return {
    base: "usd",
    rates: [...rates, DOLLAR].sort((left, right) => left.currency.localeCompare(right.currency, "en")),
    source: first ? ProviderId.parse(first.source) : null,
    asOf: first ? first.as_of.toISOString() : null,
    simulated: market.simulated(),
  };
}
