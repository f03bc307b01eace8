import { describe, expect, it } from "vitest";
import { hasRecordings, readRecordedBody } from "../../../../../test/support/recorded-upstream.ts";
import { CoinGeckoRates } from "./coingecko.schema.ts";
import { normaliseRates } from "./coingecko-rates.normalise.ts";

const NOW = new Date("2026-01-01T12:00:00Z");
const fiat = (value: unknown, name = "Money") => ({ name, unit: "x", value, type: "fiat" });
const ratesOf = (rates: object) => normaliseRates(CoinGeckoRates.parse({ rates }), NOW);

describe("exchange rates", () => {
  it("are divided by the dollar's, exactly, and leave out coins, metals and the dollar itself", () => {
    const { rates, asOf } = ratesOf({
      btc: { name: "Bitcoin", unit: "BTC", value: 1, type: "crypto" },
      xau: { name: "Gold", unit: "XAU", value: 20, type: "commodity" },
      usd: fiat(50_000, "US Dollar"),
      jpy: fiat(7_500_000, "Japanese Yen"),
      eur: fiat("45000", "Euro"),
    });
    expect(rates).toEqual([
      { currency: "eur", name: "Euro", perUsd: "0.9" },
      { currency: "jpy", name: "Japanese Yen", perUsd: "150" },
    ]);
    expect(asOf).toEqual(NOW);
  });

  it("that cannot be rates are left out, and the others stay", () => {
    const { rates } = ratesOf({ usd: fiat(2), eur: fiat(null), gbp: fiat(0), chf: fiat(-1), sek: "?", nok: fiat(3) });
    expect(rates.map(({ currency }) => currency)).toEqual(["nok"]);
  });

  it("without the dollar are refused", () => {
    expect(() => ratesOf({ eur: fiat(1) })).toThrow(/US dollar/);
  });

  it.skipIf(!hasRecordings)("of a recorded answer are those of its time", () => {
    const body = readRecordedBody("upstream/coingecko/exchange_rates/2022-01.json");
    const rates = new Map(ratesOf(body as object).rates.map(({ currency, perUsd }) => [currency, Number(perUsd)]));
    expect(rates.size).toBeGreaterThan(30);
    expect(rates.get("eur")).toBeGreaterThan(0.8);
    expect(rates.get("eur")).toBeLessThan(0.95);
    expect(rates.get("jpy")).toBeGreaterThan(105);
    expect(rates.get("jpy")).toBeLessThan(125);
  });
});
