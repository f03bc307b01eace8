import { DAY_MS, dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import { divideScaled, fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import type { AssetRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type LivePrice, type LivePrices, type MarketRuntime, readDayRates } from "../../market/market.public.ts";
import { CalculationRepository } from "./calculation.repository.ts";
import type { Asking } from "./calculations.ts";
import { CARRY_DAYS, CurrencyPrices } from "./currency-prices.ts";
import { assetRef, isCoin } from "./named-assets.ts";
import { PriceBook, readOwnRates } from "./price-book.ts";

/** What an asset is called and costs now, and what it cost a day ago, in a currency; null where that is unknown. */
export interface PricedAsset {
  asset: AssetRef;
  price: SourcedPrice | null;
  priceADayAgo: string | null;
}

const RATES_FOR_MS = 60_000;
const DAYS_OF_RATES = CARRY_DAYS + 2;

/** Prices of this moment in any currency: from memory, with rates that are at most a minute old. */
export class LivePricing {
  readonly #market: MarketRuntime;
  readonly #livePrices: LivePrices;
  readonly #ratesReadAt = new Map<string, number>();
  readonly #book = new PriceBook();

  constructor(market: MarketRuntime, livePrices: LivePrices) {
    this.#market = market;
    this.#livePrices = livePrices;
  }

  /** Assets with what they cost, by id. */
  async of(
    ctx: Asking,
    accountId: string,
    currency: string,
    assetIds: readonly string[],
  ): Promise<Map<string, PricedAsset>> {
    const now = ctx.clock();
    const coins = await this.#livePrices.of(assetIds.filter(isCoin));
    const prices = await this.#pricesIn(ctx, accountId, currency, assetIds);
    prices.turnTo(now.toISOString());
    for (const { id, priceUsd, source, asOf } of coins.values())
      this.#book.live.set(id, { id, priceUsd, source, asOf });
    const today = dayNumberOf(now.toISOString().slice(0, 10));
    return new Map(
      assetIds.map((id) => {
        const coin = coins.get(id);
        const before = coin === undefined ? moneyADayAgo(id, prices, today) : coinADayAgo(coin, prices, today);
        const price = isCoin(id) && coin === undefined ? null : prices.live(id);
        return [id, { asset: assetRef(id, coin), price, priceADayAgo: price === null ? null : before }];
      }),
    );
  }

  async #pricesIn(
    ctx: Asking,
    accountId: string,
    currency: string,
    assetIds: readonly string[],
  ): Promise<CurrencyPrices> {
    const money = assetIds.filter((id) => id.startsWith("fiat:") && id !== `fiat:${currency}`).map((id) => id.slice(5));
    const currencies = [...new Set([currency, ...money])].filter((each) => each !== "usd");
    if (currencies.length === 0) return new CurrencyPrices(this.#book, currency, new Map());
    const fromDay = dayText(Math.floor(ctx.clock().getTime() / DAY_MS) - DAYS_OF_RATES);
    await this.#readRates(ctx, currencies, fromDay);
    const own = await new CalculationRepository(ctx.db, accountId).ownRates(currencies, fromDay);
    return new CurrencyPrices(this.#book, currency, readOwnRates(own));
  }

  async #readRates(ctx: Asking, currencies: readonly string[], fromDay: string): Promise<void> {
    const now = performance.now();
    const old = currencies.filter(
      (each) => now - (this.#ratesReadAt.get(each) ?? Number.NEGATIVE_INFINITY) > RATES_FOR_MS,
    );
    if (old.length === 0) return;
    const text = await readDayRates(ctx, this.#market, old, fromDay);
    const wanted = old.map((id) => ({ id, fromDay }));
    for (const id of old) this.#book.rates.delete(id);
    this.#book.take("rates", text, wanted, ctx.clock().getTime());
    for (const each of old) this.#ratesReadAt.set(each, now);
  }
}

/** What a coin cost a day ago, from its change in dollars and yesterday's rate. */
function coinADayAgo({ priceUsd, change24hPct }: LivePrice, prices: CurrencyPrices, today: number): string | null {
  const change = change24hPct === null ? null : toDecimalString(change24hPct);
  if (change === null) return null;
  const ratio = toScaled("100") + toScaled(change);
  if (ratio <= 0n) return null;
  const usd = divideScaled(multiplyScaled(toScaled(priceUsd), toScaled("100")), ratio);
  if (prices.currency === "usd") return fromScaled(usd);
  const rate = prices.rateOf("usd", today - 1);
  return rate === null ? null : fromScaled(multiplyScaled(usd, toScaled(rate.price)));
}

function moneyADayAgo(assetId: string, prices: CurrencyPrices, today: number): string | null {
  return isCoin(assetId) ? null : (prices.priceOn(assetId, today - 1)?.price ?? null);
}
