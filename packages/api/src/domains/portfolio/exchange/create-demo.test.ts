import type { Gain, GainsReport } from "@cryptodesk/shared/portfolio/gains.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { ensurePricePartitions } from "../../market/partition.repository.ts";
import { PricePointRepository } from "../../market/price-point.repository.ts";

const DAY_MS = 86_400_000;
let desk: IdentityDesk;
let token: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
});

const press = (body: object = {}) => desk.post("/portfolios/demo", body, { token });

/** A listed coin with a year of closing prices, a wave of its own around `price`. */
async function coinWithHistory(id: string, price: number, swing: number): Promise<void> {
  const { rows } = await sql<{ no: number }>`
    INSERT INTO coin (id, symbol, name, categories, listed_at)
    VALUES (${id}, ${id}, ${id}, '{}', ${desk.now}) RETURNING no`.execute(desk.db);
  const no = rows[0]?.no ?? 0;
  await sql`INSERT INTO listing (coin_no, price_usd, market_cap_usd, source, as_of, received_at, version)
    VALUES (${no}, ${price}, ${price * 1e9}, 'sandbox', ${desk.now}, ${desk.now}, 1)`.execute(desk.db);
  const today = Math.floor(desk.now.getTime() / DAY_MS);
  const points = Array.from({ length: 365 }, (_, day) => ({
    at: new Date((today - 365 + day) * DAY_MS),
    priceUsd: (price * (1 + swing * Math.sin((day + price) / 30))).toFixed(6),
    openUsd: null,
    highUsd: null,
    lowUsd: null,
    marketCapUsd: null,
    volume24hUsd: null,
  }));
  await ensurePricePartitions(desk.db, new Date((today - 366) * DAY_MS), desk.now);
  await new PricePointRepository(desk.db).save(no, "1d", "sandbox", points);
}

async function planOf(id: string, as: string): Promise<string[]> {
  const answer = await desk.send("GET", `/portfolios/${id}/transactions?limit=250`, { token: as });
  const { items } = answer.json<TransactionPage>();
  return items.map(({ type, date, quantity, value }) => [type, date, quantity, value].join(" ")).toSorted();
}

describe("the demo portfolio", () => {
  it("waits for prices where none are stored, and says so", async () => {
    const answer = await press();
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([409, "120"]);
    expect(answer.text).toContain("price history");
  });

  it("is made at stored prices, once, with nothing missing", async () => {
    for (const [id, price, swing] of [
      ["tether", 1, 0.001],
      ["bitcoin", 60_000, 0.4],
      ["ethereum", 3_000, 0.5],
      ["solana", 150, 0.6],
      ["ripple", 2, 0.6],
      ["cardano", 0.5, 0.7],
    ] as const) {
      await coinWithHistory(id, price, swing);
    }
    const [first, second] = await Promise.all([press(), press()]);
    const demo = first.json<Portfolio>();
    expect([first.status, second.status, second.json<Portfolio>().id]).toEqual([201, 201, demo.id]);
    expect(demo).toMatchObject({ isDemo: true, currency: "usd", walletCount: 2 });
    expect((await press({ currency: "eur" })).json<Portfolio>().id).toBe(demo.id);
    const at = `/portfolios/${demo.id}`;
    const { items } = (await desk.send("GET", `${at}/transactions?limit=250`, { token })).json<TransactionPage>();
    expect(items.map(({ asset }) => asset?.id)).not.toContain("tether");
    expect(items).toHaveLength(demo.transactionCount);
    const missing = await desk.send("GET", `${at}/missing`, { token });
    expect([missing.status, missing.json<{ total: number }>().total]).toEqual([200, 0]);
    const report = (await desk.send("GET", `${at}/gains`, { token })).json<GainsReport>();
    const signs = new Set(report.items.map(({ gain }: Gain) => Math.sign(Number(gain))));
    expect([signs.has(1), signs.has(-1)]).toEqual([true, true]);
  });

  it("is in dollars where no rates of the past are known, and can be made anew once it is deleted", async () => {
    const demo = (await press({ currency: "chf" })).json<Portfolio>();
    expect(demo.currency).toBe("usd");
    await desk.send("DELETE", `/portfolios/${demo.id}`, { token, body: { version: demo.version } });
    const again = (await press()).json<Portfolio>();
    expect(again.id).not.toBe(demo.id);
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    const theirs = (await desk.post("/portfolios/demo", {}, { token: other })).json<Portfolio>();
    expect(theirs.id).not.toBe(again.id);
    expect(await planOf(theirs.id, other)).toEqual(await planOf(again.id, token));
  });

  it("refuses an id that stands for another portfolio", async () => {
    const { id } = (await desk.post("/portfolios", { name: "Mine" }, { token })).json<Portfolio>();
    const answer = await press({ id });
    expect([answer.status, answer.text.includes("another portfolio")]).toEqual([409, true]);
  });
});
