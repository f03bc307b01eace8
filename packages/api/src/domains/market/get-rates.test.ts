import { afterEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { getRates } from "./get-rates.ts";
import type { RatesDraft } from "./providers/market-provider.ts";
import { refreshGlobal } from "./refresh-global.ts";

let desk: MarketDesk;
afterEach(() => desk.close());

const AS_OF = new Date("2026-01-01T00:00:00Z");
const euro: RatesDraft = { rates: [{ currency: "eur", name: "Euro", perUsd: "0.912345678901" }], asOf: AS_OF };

function provider(rates: () => Promise<RatesDraft>) {
  const fake = createFakeProvider({ coins: [] });
  return { ...fake, capabilities: new Set([...fake.capabilities, "rates" as const]), rates };
}

describe("exchange rates", () => {
  it("are the dollar alone before any provider gave some", async () => {
    desk = await openMarketDesk({ providers: [provider(async () => euro)] });
    expect(await getRates(desk.ctx, desk.market)).toMatchObject({
      rates: [{ currency: "usd", perUsd: "1" }],
      source: null,
      asOf: null,
    });
  });

  it("are kept exactly as given, with who gave them and when", async () => {
    desk = await openMarketDesk({ providers: [provider(async () => euro)] });
    await refreshGlobal(desk.market, quietRun);
    const rates = await getRates(desk.ctx, desk.market);
    expect(rates.rates).toEqual([
      { currency: "eur", name: "Euro", perUsd: "0.912345678901" },
      { currency: "usd", name: "US Dollar", perUsd: "1" },
    ]);
    expect(rates.asOf).toBe(AS_OF.toISOString());
  });

  it("stay the last known ones when the provider fails, and drop what a newer answer no longer has", async () => {
    let answer: () => Promise<RatesDraft> = async () => euro;
    desk = await openMarketDesk({ providers: [provider(() => answer())] });
    await refreshGlobal(desk.market, quietRun);
    answer = () => Promise.reject(new Error("down"));
    await refreshGlobal(desk.market, quietRun).catch(() => undefined);
    expect((await getRates(desk.ctx, desk.market)).rates).toHaveLength(2);
    answer = async () => ({ ...euro, rates: [{ currency: "gbp", name: "Pound", perUsd: "0.78" }] });
    await refreshGlobal(desk.market, quietRun);
    expect((await getRates(desk.ctx, desk.market)).rates.map(({ currency }) => currency)).toEqual(["gbp", "usd"]);
  });
});
