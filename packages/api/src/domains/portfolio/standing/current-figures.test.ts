import type {
  HoldingList,
  LotList,
  MissingList,
  PortfolioSummary,
  Preview,
} from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio, PortfolioList } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { WalletList } from "@cryptodesk/shared/portfolio/wallet.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";

let desk: IdentityDesk;
let token: string;
let id: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  for (const [coin, symbol, price, change] of [
    ["bitcoin", "BTC", "200", 100],
    ["ethereum", "ETH", "10", -50],
    ["mystery", "MYS", null, null],
  ] as const) {
    const named = { id: coin, symbol, name: coin, image_url: null, categories: [], listed_at: desk.now };
    await desk.db.insertInto("coin").values(named).execute();
    if (price !== null) {
      await sql`
        INSERT INTO listing (coin_no, price_usd, change_24h_pct, source, as_of, received_at, quarantined, version)
        SELECT no, ${price}::numeric, ${change}::float8, 'coingecko', ${desk.now.toISOString()}::timestamptz,
          ${desk.now.toISOString()}::timestamptz, false, 1 FROM coin WHERE id = ${coin}`.execute(desk.db);
    }
  }
  const day = (back: number) => new Date(desk.now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
  for (const [back, rate] of [
    [0, "0.5"],
    [1, "0.4"],
    [30, "0.8"],
  ] as const) {
    await sql`INSERT INTO fiat_rate_day (currency, day, per_usd, source, as_of)
      VALUES ('eur', ${day(back)}::date, ${rate}::numeric, 'coingecko', now())`.execute(desk.db);
  }
});
afterAll(() => desk.close());
beforeEach(async () => {
  id = await portfolio("usd");
});

const portfolio = async (currency: string) =>
  (await desk.post("/portfolios", { name: "Savings", currency }, { token })).json<Portfolio>().id;
const ago = (days: number) => new Date(desk.now.getTime() - days * 86_400_000).toISOString();

async function record(draft: Record<string, unknown>, of = id): Promise<Transaction> {
  const answer = await desk.post(
    `/portfolios/${of}/transactions`,
    { date: ago(30), allowMissing: true, ...draft },
    { token },
  );
  expect(answer.status, answer.text).toBe(201);
  return answer.json<Transaction>();
}

async function read<T>(path: string, of = id): Promise<T> {
  const answer = await desk.send("GET", `/portfolios/${of}/${path}`, { token });
  expect(answer.status, answer.text).toBe(200);
  return answer.json<T>();
}

const summary = (of = id, waitMs = 10_000) => read<PortfolioSummary>(`summary?waitMs=${waitMs}`, of);
const holdings = async (of = id) => (await read<HoldingList>("holdings?waitMs=10000", of)).items;
const buy = (assetId: string, quantity: string, value: string | null, more: object = {}) =>
  record({ type: "buy", assetId, quantity, value, ...more });

describe("a summary", () => {
  it("adds up what is held at the prices of this moment", async () => {
    await buy("bitcoin", "2", "100", { fees: "10" });
    await buy("ethereum", "5", "40");
    await record({ type: "sell", assetId: "ethereum", quantity: "1", value: "12", date: ago(3) });
    await record({ type: "staking-reward", assetId: "ethereum", quantity: "0.5", value: "4", date: ago(2) });
    expect(await summary()).toMatchObject({
      portfolioId: id,
      currency: "usd",
      calculation: { state: "fresh", progress: null, problem: null },
      totals: {
        currentValue: "445",
        knownValue: "445",
        costBasisTotal: "146",
        unrealizedPnl: "299",
        unrealizedPnlPct: "204.79452055",
        realizedPnl: "4",
        income: "4",
        fees: "10",
        // A day ago a bitcoin cost 100, an ether 20.
        change24h: "155",
        change24hPct: "53.44827586",
        unpriced: 0,
        missing: 0,
      },
      transactionCount: 4,
      firstDay: ago(30).slice(0, 10),
    });
  });

  it("is there for a portfolio in which nothing happened", async () => {
    expect((await summary()).totals).toMatchObject({
      currentValue: "0",
      costBasisTotal: "0",
      change24hPct: null,
      missing: 0,
    });
  });

  it("says what it does not know instead of counting it as nothing", async () => {
    await buy("bitcoin", "1", "100");
    await record({ type: "deposit", assetId: "mystery", quantity: "3" });
    expect((await summary()).totals).toMatchObject({
      currentValue: null,
      knownValue: "200",
      costBasisTotal: null,
      knownCostBasis: "100",
      unrealizedPnl: null,
      change24h: null,
      unpriced: 1,
      missing: 1,
    });
  });

  it("counts in the portfolio's currency: at the day's rate what was paid, at today's what is held", async () => {
    const euros = await portfolio("eur");
    await record({ type: "buy", assetId: "bitcoin", quantity: "1", value: "100", currency: "usd" }, euros);
    await record({ type: "deposit", assetId: "fiat:usd", quantity: "10" }, euros);
    expect((await summary(euros)).totals).toMatchObject({
      currentValue: "105",
      costBasisTotal: "88",
      // A day ago the coin cost 100 dollars, and a dollar 0.4 euros.
      change24h: "61",
    });
    const [coin] = await holdings(euros);
    expect(coin?.price).toMatchObject({ price: "100", source: "coingecko, coingecko for eur" });
  });

  it("takes an own rate before the desk's", async () => {
    const euros = await portfolio("eur");
    await record({ type: "buy", assetId: "bitcoin", quantity: "1", value: "100", currency: "usd" }, euros);
    expect((await summary(euros)).totals.costBasisTotal).toBe("80");
    const rates = [{ currency: "eur", day: ago(30).slice(0, 10), perUsd: "0.9" }];
    expect((await desk.send("PUT", "/portfolios/rates", { token, body: { rates } })).status).toBe(200);
    expect((await summary(euros)).totals.costBasisTotal).toBe("90");
    const taken = rates.map((rate) => ({ ...rate, perUsd: null }));
    await desk.send("PUT", "/portfolios/rates", { token, body: { rates: taken } });
    expect((await summary(euros)).totals.costBasisTotal).toBe("80");
  });

  it("shows the last figures with their age while newer ones are calculated, and those after that", async () => {
    await buy("bitcoin", "1", "100");
    const { calculation } = await summary();
    await buy("bitcoin", "1", "100");
    const meanwhile = await summary(id, 0);
    expect(meanwhile.calculation).toMatchObject({ state: "recomputing", revision: calculation.revision });
    expect(meanwhile.totals.currentValue).toBe("200");
    const after = await summary();
    expect(after.calculation.state).toBe("fresh");
    expect(after.totals.currentValue).toBe("400");
  });

  it("keeps the last good figures beside a transaction that contradicts another, and names it", async () => {
    const rules = { methods: [{ fromDay: "1970-01-01", method: "specific" }] };
    const { version } = (await desk.send("GET", `/portfolios/${id}`, { token })).json<Portfolio>();
    await desk.send("PATCH", `/portfolios/${id}`, { token, body: { version, rules } });
    const bought = await buy("bitcoin", "4", "100");
    await summary();
    const lots = [{ lotId: bought.id, quantity: "3" }];
    const sold = await record({ type: "sell", assetId: "bitcoin", quantity: "1", value: "9", date: ago(1), lots });
    const failed = await summary();
    expect(failed.calculation).toMatchObject({ state: "failed", problem: { transactionId: sold.id } });
    expect(failed.calculation.problem?.detail).toContain("Edit it or delete it");
    expect(failed.totals.currentValue).toBe("800");
    const lotsOf = await desk.send("GET", `/portfolios/${id}/holdings/bitcoin/lots`, { token });
    expect(lotsOf.status).toBe(409);
    await desk.send("DELETE", `/portfolios/${id}/transactions/${sold.id}?version=${sold.version}`, { token });
    expect((await summary()).calculation.state).toBe("fresh");
  });

  it("is nobody else's, and not there once the portfolio is deleted", async () => {
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    for (const path of ["summary", "holdings", "missing", "holdings/bitcoin/lots"]) {
      expect((await desk.send("GET", `/portfolios/${id}/${path}`, { token: other })).status).toBe(404);
    }
    const draft = { type: "buy", date: ago(1), assetId: "bitcoin", quantity: "1" };
    expect((await desk.post(`/portfolios/${id}/preview`, { draft }, { token: other })).status).toBe(404);
    const { version } = (await desk.send("GET", `/portfolios/${id}`, { token })).json<Portfolio>();
    await desk.send("DELETE", `/portfolios/${id}?version=${version}`, { token });
    expect((await desk.send("GET", `/portfolios/${id}/summary`, { token })).status).toBe(404);
  });
});

describe("the list of portfolios", () => {
  it("has the totals of what was calculated, and starts what was not", async () => {
    await buy("bitcoin", "1", "100");
    const item = async () =>
      (await desk.send("GET", "/portfolios", { token }))
        .json<PortfolioList>()
        .items.find((each) => each.portfolio.id === id);
    // The calculation that the list starts may be done before the list is.
    expect([null, "200"]).toContain((await item())?.totals?.currentValue ?? null);
    await summary();
    expect(await item()).toMatchObject({ totals: { currentValue: "200" }, calculation: { state: "fresh" } });
  });
});

describe("holdings", () => {
  it("come by value, those without a price last, and closed ones when they are asked for", async () => {
    await buy("ethereum", "1", "10");
    await buy("bitcoin", "1", "100");
    await buy("mystery", "1", "1");
    await buy("other:STONE", "1", "2");
    await record({ type: "sell", assetId: "ethereum", quantity: "1", value: "30", date: ago(1) });
    expect((await holdings()).map(({ asset, allocationPct }) => [asset.id, asset.kind, allocationPct])).toEqual([
      ["bitcoin", "coin", "100"],
      ["mystery", "other", null],
      ["other:STONE", "other", null],
    ]);
    const closed = (await read<HoldingList>("holdings?closed=true")).items.find(({ asset }) => asset.id === "ethereum");
    expect(closed).toMatchObject({ quantity: "0", realizedPnl: "20", currentValue: "0" });
  });

  it("say in which wallets the units are", async () => {
    const made = await desk.post(`/portfolios/${id}/wallets`, { name: "Cold", kind: "wallet" }, { token });
    const { id: toWalletId } = made.json<{ id: string }>();
    await buy("bitcoin", "3", "90");
    await record({ type: "transfer-out", assetId: "bitcoin", quantity: "1", toWalletId, date: ago(2) });
    const [held] = await holdings();
    expect(held).toMatchObject({ quantity: "3", costBasisTotal: "90" });
    expect(held?.wallets).toHaveLength(2);
    expect(held?.wallets.find(({ name }) => name === "Cold")).toEqual({
      walletId: toWalletId,
      name: "Cold",
      quantity: "1",
    });
    expect(held?.wallets.find(({ name }) => name !== "Cold")?.quantity).toBe("2");
  });
});

describe("a transfer to another portfolio", () => {
  it("carries cost and age, and what changes at the source changes there", async () => {
    const target = await portfolio("usd");
    const wallets = (await desk.send("GET", `/portfolios/${target}/wallets`, { token })).json<WalletList>().items;
    const bought = await buy("bitcoin", "4", "100");
    await record({ type: "transfer-out", assetId: "bitcoin", quantity: "1", toWalletId: wallets[0]?.id, date: ago(2) });
    expect((await summary()).totals.costBasisTotal).toBe("75");
    expect((await summary(target)).totals.costBasisTotal).toBe("25");
    const [lot] = (await read<LotList>("holdings/bitcoin/lots", target)).items;
    expect(lot).toMatchObject({ acquiredDay: ago(30).slice(0, 10), costTotal: "25" });
    const body = { version: bought.version, value: "200" };
    await desk.send("PATCH", `/portfolios/${id}/transactions/${bought.id}`, { token, body });
    expect((await summary()).totals.costBasisTotal).toBe("150");
    expect((await summary(target)).totals.costBasisTotal).toBe("50");
  });
});

describe("lots and what is missing", () => {
  it("are listed with where they come from", async () => {
    const bought = await buy("bitcoin", "2", "100", { date: ago(400) });
    await buy("bitcoin", "1", "70");
    await record({ type: "sell", assetId: "bitcoin", quantity: "1", value: "150", date: ago(10) });
    const { items, total, method } = await read<LotList>("holdings/bitcoin/lots");
    expect([method, total]).toEqual(["fifo", 2]);
    expect(items[0]).toMatchObject({
      transactionId: bought.id,
      quantity: "1",
      costTotal: "50",
      currentValue: "200",
      unrealizedPnl: "150",
      holdingDays: 400,
      term: "long",
    });
    const sold = await record({ type: "sell", assetId: "bitcoin", quantity: "5", value: "500", date: ago(1) });
    const missing = await read<MissingList>("missing");
    expect(missing.items).toEqual([
      expect.objectContaining({ transactionId: sold.id, reason: "not-acquired", quantity: "3", proceeds: "300" }),
    ]);
    expect((await summary()).totals.missing).toBe(1);
    expect((await desk.send("GET", `/portfolios/${id}/holdings/dogecoin/lots`, { token })).status).toBe(404);
  });
});

describe("a preview", () => {
  const preview = (draft: Record<string, unknown>, more: object = {}) =>
    desk.post(`/portfolios/${id}/preview`, { draft: { date: ago(0), ...draft }, ...more }, { token });

  it("shows what a sale would take and bring, and changes nothing", async () => {
    const bought = await buy("bitcoin", "2", "100");
    const answer = (await preview({ type: "sell", assetId: "bitcoin", quantity: "3", fees: "3" })).json<Preview>();
    expect(answer).toMatchObject({
      value: "600",
      valueFrom: "market",
      valuePrice: { price: "200", source: "coingecko" },
      feeValue: "3",
      realizedPnl: "298",
      lots: [{ lotId: bought.id, quantity: "2", cost: "100", gain: "298", term: "short" }],
      missing: [{ reason: "not-acquired", quantity: "1", proceeds: "199" }],
    });
    expect(answer.effects).toMatchObject([
      { before: { quantity: "2", costBasisTotal: "100" }, after: { quantity: "0", realizedPnl: "298" } },
    ]);
    expect((await summary()).transactionCount).toBe(1);
  });

  it("shows what a change of a recorded one would do", async () => {
    const bought = await buy("bitcoin", "2", "100");
    const draft = { type: "buy", assetId: "bitcoin", quantity: "2", value: "130", date: ago(30) };
    const answer = (await preview(draft, { transactionId: bought.id })).json<Preview>();
    expect(answer.effects).toMatchObject([
      { before: { costBasisTotal: "100" }, after: { quantity: "2", costBasisTotal: "130" } },
    ]);
  });

  it("warns where no price or rate is known", async () => {
    const unpriced = (await preview({ type: "buy", assetId: "mystery", quantity: "1" })).json<Preview>();
    expect(unpriced).toMatchObject({ value: null, valueFrom: null });
    expect(unpriced.warnings).toEqual([expect.stringContaining("No price is known for that day")]);
    const foreign = { type: "buy", assetId: "bitcoin", quantity: "1", value: "5", currency: "jpy" };
    expect((await preview(foreign)).json<Preview>().warnings).toEqual([expect.stringContaining("JPY")]);
  });

  it("refuses what contradicts itself, naming the field", async () => {
    const answer = await preview({ type: "sell", assetId: "bitcoin" });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("/draft/quantity");
  });
});
