import { recompute } from "@cryptodesk/quant/derivations/derivation";
import { Explanation, type FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { GainsReport, IncomeReport, MethodComparison } from "@cryptodesk/shared/portfolio/gains.contract";
import type { PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import { Performance, PortfolioComparison } from "@cryptodesk/shared/portfolio/performance.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";

let desk: IdentityDesk;
let token: string;
let id: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  const coin = { id: "bitcoin", symbol: "BTC", name: "Bitcoin", image_url: null, categories: [], listed_at: desk.now };
  await desk.db.insertInto("coin").values(coin).execute();
  await sql`
    INSERT INTO listing (coin_no, price_usd, change_24h_pct, source, as_of, received_at, quarantined, version)
    SELECT no, 200::numeric, 1::float8, 'coingecko', ${desk.now.toISOString()}::timestamptz,
      ${desk.now.toISOString()}::timestamptz, false, 1 FROM coin`.execute(desk.db);
  for (const back of [0, 1, 2, 3]) {
    const day = ago(back).slice(0, 10);
    await sql`INSERT INTO fiat_rate_day (currency, day, per_usd, source, as_of)
      VALUES ('eur', ${day}::date, 0.5::numeric, 'coingecko', now())`.execute(desk.db);
  }
  id = (await desk.post("/portfolios", { name: "Savings", currency: "eur" }, { token })).json<Portfolio>().id;
  await record({
    type: "buy",
    date: ago(3),
    assetId: "bitcoin",
    quantity: "2",
    value: "150",
    currency: "usd",
    fees: "2",
  });
  await record({ type: "sell", date: ago(2), assetId: "bitcoin", quantity: "1", value: "60" });
  await record({ type: "interest", date: ago(1), assetId: "bitcoin", quantity: "0.1", value: "9" });
});
afterAll(() => desk.close());

const ago = (days: number) => new Date(desk.now.getTime() - days * 86_400_000).toISOString();

async function record(draft: Record<string, unknown>): Promise<void> {
  const answer = await desk.post(`/portfolios/${id}/transactions`, draft, { token });
  expect(answer.status, answer.text).toBe(201);
}

async function read(path: string, of = `/portfolios/${id}`): Promise<unknown> {
  const answer = await desk.send("GET", `${of}${path}`, { token });
  expect(answer.status, answer.text).toBe(200);
  return answer.json();
}

it("tells gains in the portfolio's currency, and the same as CSV", async () => {
  const { totals, items } = GainsReport.parse(await read("/gains"));
  expect(totals).toMatchObject({ proceeds: "60", cost: "38", gain: "22", disposals: 1 });
  expect(items[0]).toMatchObject({ asset: { symbol: "BTC" }, quantity: "1", gain: "22" });
  const csv = await desk.send("GET", `/portfolios/${id}/gains`, { token, headers: { accept: "text/csv" } });
  expect(csv.text.split("\r\n")[0]).toMatch(/^disposalId,matchIndex,transactionId,/);
});

it("tells income and fees, and every method side by side", async () => {
  const report = IncomeReport.parse(await read("/income"));
  expect([report.income.value, report.fees.value]).toEqual(["9", "1"]);
  const { items } = MethodComparison.parse(await read("/methods"));
  expect(items.map(({ method, totals }) => [method, totals.gain])[0]).toEqual(["fifo", "22"]);
});

it("measures performance, names what keeps it unknown, and compares portfolios", async () => {
  const report = Performance.parse(await read("/performance?period=all&benchmark=none"));
  expect(report).toMatchObject({ from: ago(3).slice(0, 10), benchmark: null, returns: { timeWeighted: null } });
  expect(report.unknownAssets.map(({ id: each }) => each)).toEqual(["bitcoin"]);
  const compared = PortfolioComparison.parse(await read(`?portfolioIds=${id}&period=all`, "/portfolio-comparison"));
  expect(compared.items).toMatchObject([{ portfolioId: id, name: "Savings", currency: "eur" }]);
});

it("explains what the summary shows, by the same decimals, down to a price in dollars and an exchange rate", async () => {
  const { totals } = (await read("/summary?waitMs=10000")) as PortfolioSummary;
  for (const figure of ["currentValue", "costBasisTotal", "unrealizedPnl", "realizedPnl", "income", "fees"] as const) {
    const found = Explanation.parse(await read(`/explain?figure=${figure}`));
    expect([found.value, found.recomputed, recompute(found)]).toEqual([totals[figure], totals[figure], totals[figure]]);
  }
  const opened = async (ref: FigureRef) => {
    const query = Object.entries(ref).map(([name, value]) => `${name}=${encodeURIComponent(`${value}`)}`);
    return Explanation.parse(await read(`/explain?${query.join("&")}`));
  };
  const price = await opened({ figure: "price", assetId: "bitcoin" });
  expect(price.inputs.map(({ value }) => value)).toEqual(["200", "0.5"]);
  const basis = await opened({ figure: "costBasisTotal", assetId: "bitcoin" });
  const cost = await opened(basis.inputs[0]?.opens ?? { figure: "price" });
  const value = await opened(cost.inputs[0]?.opens ?? { figure: "price" });
  expect(value).toMatchObject({ value: "75", inputs: [{ value: "150" }, { value: "0.5", source: { kind: "price" } }] });
});

it("shows nobody else's portfolio, and says what is wrong with a question", async () => {
  const other = (await desk.signIn(await desk.person("analyst"))).accessToken;
  for (const path of ["gains", "income", "methods", "performance", "explain?figure=fees"]) {
    expect((await desk.send("GET", `/portfolios/${id}/${path}`, { token: other })).status).toBe(404);
  }
  expect((await desk.send("GET", `/portfolio-comparison?portfolioIds=${id}`, { token: other })).status).toBe(404);
  const refused = await desk.send("GET", `/portfolios/${id}/explain?figure=quantity`, { token });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("is needed to explain a quantity")]);
});
