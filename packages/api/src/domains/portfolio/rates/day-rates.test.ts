import type { DayRateList } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";

let desk: IdentityDesk;
let token: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
});

const rate = (day: string, perUsd: string | null, currency = "eur") => ({ currency, day, perUsd });
const set = (...rates: object[]) => desk.send("PUT", "/portfolios/rates", { token, body: { rates } });
const list = async (query: string, as = token) =>
  (await desk.send("GET", `/portfolios/rates?${query}`, { token: as })).json<DayRateList>();

async function portfolioIn(currency: string): Promise<string> {
  return (await desk.post("/portfolios", { name: currency, currency }, { token })).json<Portfolio>().id;
}

async function revisionOf(id: string): Promise<number> {
  return (await desk.send("GET", `/portfolios/${id}`, { token })).json<Portfolio>().revision;
}

describe("one's own exchange rates", () => {
  it("are kept exactly, replaced and taken away", async () => {
    expect((await set(rate("2021-06-01", "0.817400000000000000000001"), rate("2021-06-02", "0.82"))).body).toEqual({
      set: 2,
      removed: 0,
    });
    expect((await set(rate("2021-06-02", null), rate("2021-06-01", "0.9"), rate("2021-06-09", null))).body).toEqual({
      set: 1,
      removed: 1,
    });
    expect((await list("currency=eur")).items).toEqual([
      { currency: "eur", day: "2021-06-01", perUsd: "0.9", source: "own", asOf: null },
    ]);
  });

  it("stand before the desk's of the same day, and pages lose none", async () => {
    const asOf = desk.now.toISOString();
    await sql`INSERT INTO fiat_rate_day (currency, day, per_usd, source, as_of)
      SELECT 'chf', day, 0.9, 'sandbox', ${asOf} FROM generate_series('2025-01-01'::date, '2025-01-05', '1 day') day
      ON CONFLICT DO NOTHING`.execute(desk.db);
    await set(rate("2025-01-02", "0.8", "chf"), rate("2025-01-05", "0.7", "chf"));
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: DayRateList = await list(`currency=chf&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ day, source }) => `${day.slice(-2)} ${source}`));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(["05 own", "05 sandbox", "04 sandbox", "03 sandbox", "02 own", "02 sandbox", "01 sandbox"]);
    const within = await list("currency=chf&from=2025-01-03&to=2025-01-04");
    expect(within.items.map(({ day }) => day)).toEqual(["2025-01-04", "2025-01-03"]);
    expect(within.items[0]?.asOf).toBe(asOf);
  });

  it("are nobody else's", async () => {
    await set(rate("2020-01-01", "0.5", "sek"));
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    expect((await list("currency=sek", other)).items).toEqual([]);
  });

  it("change the portfolios that hang on them, and no others", async () => {
    const [euro, dollar, franc] = [await portfolioIn("eur"), await portfolioIn("usd"), await portfolioIn("chf")];
    const inFrancs = { type: "fee", fees: "1", currency: "eur", date: "2025-01-01T00:00:00Z" };
    expect((await desk.post(`/portfolios/${franc}/transactions`, inFrancs, { token })).status).toBe(201);
    const revisions = () => Promise.all([euro, dollar, franc].map(revisionOf));
    const before = await revisions();
    await set(rate("2021-06-01", "0.8"));
    expect(await revisions()).toEqual(before.map((revision, at) => revision + ([1, 0, 1][at] ?? 0)));
  });

  it.each([
    ["the dollar itself", [rate("2021-06-01", "1", "usd")], "/rates/0/currency"],
    ["a rate of nothing", [rate("2021-06-01", "0")], "/rates/0/perUsd"],
    ["a day to come", [rate("2999-01-01", "1")], "/rates/0/day"],
    ["a day given twice", [rate("2021-06-01", "1"), rate("2021-06-01", null)], "/rates/1"],
  ])("are refused: %s", async (_, rates, pointer) => {
    const answer = await set(...rates);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`"pointer":"${pointer}"`);
  });

  it.each(["2021-13-45.own", "nonsense", "2021-06-01.other"])("know no cursor %s", async (cursor) => {
    expect((await desk.send("GET", `/portfolios/rates?currency=eur&cursor=${cursor}`, { token })).status).toBe(422);
  });
});
