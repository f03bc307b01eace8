import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addCandles, wavingPrices } from "../../../../test/support/candle-market.ts";
import { createFakeProvider } from "../../../../test/support/fake-provider.ts";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { CandleRepository } from "../../market/candle.repository.ts";
import { type CandleDraft, ProviderError } from "../../market/providers/market-provider.ts";
import { trendRules } from "../strategies/rules.fixture.ts";
import { followPaperAccounts } from "./follow-paper.ts";
import { FollowedCandles } from "./followed-candles.ts";
import { followOnPaper } from "./paper.fixture.ts";
import { PaperRepository } from "./paper.repository.ts";
import { paperMarketOf } from "./paper-market.ts";

const HOUR = 3_600_000;
const exchange = createFakeProvider({ id: "binance", capabilities: ["candles"] });
let desk: IdentityDesk;
let owner: string;
let hour: number;
let no: number;
let followed: FollowedCandles;

beforeAll(async () => {
  desk = await openIdentityDesk({ providers: [createFakeProvider(), exchange] });
  await addCandles(desk.db, "bitcoin", wavingPrices(3), desk.now);
  no = (await desk.db.selectFrom("coin").select("no").executeTakeFirstOrThrow()).no;
  hour = Math.floor(desk.now.getTime() / HOUR) * HOUR;
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.deleteFrom("paper_account").execute();
  await desk.db.deleteFrom("candle").where("timeframe", "=", "1h").execute();
  owner = (await desk.person("analyst", "owner")).id;
  followed = new FollowedCandles(desk.market.market);
  exchange.asked.length = 0;
  exchange.failure = null;
  exchange.candleSeries = [];
  desk.now = new Date(hour + 60_000);
  // The candle of this hour was still running when it was read.
  const stored = Array.from({ length: 200 }, (_, back) => candle(hour - back * HOUR, 100, back > 0)).reverse();
  await new CandleRepository(desk.db).save(no, "1h", "binance", "BTCUSDT", stored);
});

function candle(openMs: number, close: number, complete = true): CandleDraft {
  const [open, high, low] = ["100", String(Math.max(close, 100)), String(Math.min(close, 100))];
  return { openTime: new Date(openMs), open, high, low, close: String(close), volume: "10", complete };
}

/** Long above 100, on hours. */
const follow = () => {
  const enter = { kind: "compare", left: { price: "close" }, operator: ">", right: 100 } as const;
  const rules = trendRules({ timeframe: "1h", series: [], parameters: [], long: { enter } });
  return followOnPaper(desk.db, { accountId: owner, rules, now: desk.now });
};

/** Goes on to so many seconds after the hour's close. */
async function after(seconds: number): Promise<void> {
  desk.now = new Date(hour + HOUR + seconds * 1_000);
  await desk.db.updateTable("listing").set({ as_of: desk.now, price_usd: "123" }).execute();
}

const look = () => {
  const { db, clock } = desk.market.market;
  const warn = (_id: string, error: unknown) => {
    throw error;
  };
  return followPaperAccounts({ db, clock, market: paperMarketOf(desk.strategies), warn }, quietRun);
};

describe("candles that paper accounts wait for", () => {
  it("are fetched right after their close, once, and acted on in the next look", async () => {
    const id = await follow();
    expect(await followed.complete(quietRun)).toMatchObject({ coins: 0 });
    await after(20);
    expect(await look()).toMatchObject({ accounts: 1, candles: 0 });
    exchange.candleSeries = [candle(hour, 120), candle(hour + HOUR, 121, false)];
    expect(await followed.complete(quietRun)).toEqual({ coins: 1, series: 1, candles: 2, paused: null });
    expect(exchange.asked).toEqual([`1h BTCUSDT ${new Date(hour).toISOString()}`]);
    await after(35);
    expect(await look()).toMatchObject({ candles: 1 });
    const signals = await asOwner(desk.db, owner, (db) =>
      new PaperRepository(db).signals(owner, id, { before: null, limit: 10 }),
    );
    expect(signals).toMatchObject([{ action: "enter-long", close_price: 120, recorded_at: desk.now }]);
    expect(signals[0]?.fill_price).toBeCloseTo(123, 0);
    await after(60);
    expect(await followed.complete(quietRun)).toMatchObject({ coins: 0 });
  });

  it("are asked for again while the exchange does not have them, but less and less often", async () => {
    await follow();
    const asked = async (seconds: number) => {
      exchange.asked.length = 0;
      await after(seconds);
      await followed.complete(quietRun);
      return exchange.asked.length;
    };
    expect([await asked(5), await asked(20), await asked(50)]).toEqual([1, 0, 1]);
    expect([await asked(320), await asked(400), await asked(630), await asked(700)]).toEqual([0, 1, 0, 1]);
  });

  it("are left for the next time where the provider wants rest", async () => {
    await follow();
    await after(5);
    exchange.failure = new ProviderError("binance", "budget_spent", "enough for this minute");
    expect(await followed.complete(quietRun)).toMatchObject({ candles: 0, paused: expect.stringContaining("enough") });
    exchange.failure = null;
    exchange.candleSeries = [candle(hour, 120)];
    await after(20);
    expect(await followed.complete(quietRun)).toMatchObject({ series: 1, candles: 1, paused: null });
  });

  it("are nobody's for accounts that are paused", async () => {
    await follow();
    await desk.db.updateTable("paper_account").set({ state: "paused" }).execute();
    await after(20);
    expect(await followed.complete(quietRun)).toMatchObject({ coins: 0 });
    expect(exchange.asked).toEqual([]);
  });
});
