import { gzipSync } from "node:zlib";
import type { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import { PortfolioDocument as Contract } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";

let desk: IdentityDesk;
let person: Person;
let token: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  person = await desk.person("analyst");
  token = (await desk.signIn(person)).accessToken;
  for (const id of ["bitcoin", "ethereum"]) {
    const coin = {
      id,
      symbol: id.slice(0, 3).toUpperCase(),
      name: id,
      image_url: null,
      categories: [],
      listed_at: desk.now,
    };
    await desk.db.insertInto("coin").values(coin).execute();
  }
});
afterAll(() => desk.close());

async function made(body: object, more: Record<string, unknown> = {}): Promise<Transaction> {
  const { portfolioId, ...draft } = { allowMissing: true, ...body, ...more } as Record<string, unknown>;
  const answer = await desk.post(`/portfolios/${portfolioId}/transactions`, draft, { token });
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return answer.json<Transaction>();
}

/** A portfolio with a transaction of every kind, several of them at the same time. */
async function fullPortfolio(): Promise<Portfolio> {
  const rules = { methods: [{ fromDay: "1970-01-01", method: "specific" }], longTermDays: null };
  const body = { name: "Everything", description: "Two\nlines", currency: "eur", rules, benchmark: null };
  const portfolio = (await desk.post("/portfolios", body, { token })).json<Portfolio>();
  const wallet = await desk.post(
    `/portfolios/${portfolio.id}/wallets`,
    { name: "Cold", kind: "wallet", note: "safe" },
    { token },
  );
  const at = (day: number) => `2025-03-${String(day).padStart(2, "0")}T10:00:00.250Z`;
  const base = { portfolioId: portfolio.id, assetId: "bitcoin", quantity: "1" };
  const bought = await made({
    ...base,
    type: "buy",
    quantity: "0.123456789012345678901234567890123456",
    value: "100.10",
    date: at(1),
    currency: "usd",
  });
  await made({
    ...base,
    type: "buy",
    quantity: "2.50",
    price: "0.000000000000000000000000000000000001",
    fees: "0.10",
    date: at(1),
    tags: ["a", "b"],
    note: "=1+1",
  });
  await made({
    ...base,
    type: "sell",
    quantity: "0.1",
    value: "90",
    date: at(2),
    lots: [{ lotId: bought.id, quantity: "0.1" }],
  });
  await made({
    ...base,
    type: "swap",
    quantity: "0.01",
    toAssetId: "ethereum",
    toQuantity: "0.2",
    date: at(2),
    fees: "0.001",
    feeAssetId: "ethereum",
  });
  await made({ ...base, type: "transfer-out", quantity: "0.5", toWalletId: wallet.json<Wallet>().id, date: at(3) });
  await made({ ...base, type: "deposit", quantity: "1", cost: "5", acquiredAt: at(1), date: at(4) });
  for (const type of [
    "withdrawal",
    "staking-reward",
    "interest",
    "airdrop",
    "mining",
    "gift-in",
    "gift-out",
    "opening-balance",
  ]) {
    await made({ ...base, type, quantity: "0.1", date: at(5) });
  }
  await made({ ...base, type: "lost", quantity: "0.01", date: at(6) });
  await made({ ...base, type: "stolen", quantity: "0.01", date: at(6) });
  await made({ portfolioId: portfolio.id, type: "fee", fees: "1.5", date: at(6) });
  await made({
    portfolioId: portfolio.id,
    type: "split",
    assetId: "bitcoin",
    splitFrom: "1",
    splitTo: "3",
    date: at(7),
  });
  return portfolio;
}

async function documentOf(portfolio: Pick<Portfolio, "id">, as = token): Promise<PortfolioDocument> {
  const answer = await desk.send("GET", `/portfolios/${portfolio.id}/document`, { token: as });
  expect(answer.status).toBe(200);
  return Contract.parse(answer.body);
}

/** The same whatever the ids are: each is replaced by its place among all. */
function withoutIds(document: PortfolioDocument): unknown {
  const ids = [...document.wallets, ...document.transactions].map(({ id }) => id);
  const places = new Map(ids.map((id, index) => [id, `#${index}`]));
  const text = JSON.stringify({ ...document, exportedAt: null });
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => places.get(id) ?? id));
}

function small(change: Partial<PortfolioDocument> = {}): PortfolioDocument {
  const walletId = uuidv7();
  return {
    kind: "cryptodesk-portfolio",
    schema: 1,
    exportedAt: "2026-01-01T00:00:00.000Z",
    portfolio: { name: "Small", description: null, currency: "usd", rules: RULES, benchmark: null },
    wallets: [{ id: walletId, name: "Main", kind: "wallet", note: null }],
    transactions: [
      {
        id: uuidv7(),
        walletId,
        type: "buy",
        date: "2025-01-01T00:00:00Z",
        assetId: "bitcoin",
        quantity: "1",
        value: "1",
      },
    ],
    ...change,
  };
}

const RULES: PortfolioDocument["portfolio"]["rules"] = {
  methods: [{ fromDay: "1970-01-01", method: "fifo" }],
  feesInCost: true,
  longTermDays: 365,
  shorts: "refuse",
  lots: "portfolio",
  giftsReceived: "acquisition",
  giftsMade: "removal",
  losses: "removal",
  unpriced: "market",
};

function refusals(answer: { body: unknown }): string[] {
  return ((answer.body as { errors?: { pointer: string }[] }).errors ?? []).map(({ pointer }) => pointer);
}

describe("a portfolio as a document", () => {
  it("makes the same portfolio when it is read in, under ids of its own", async () => {
    const portfolio = await fullPortfolio();
    const document = await documentOf(portfolio);
    expect(document.transactions).toHaveLength(19);
    const read = await desk.post("/portfolios/documents", document, { token });
    expect(read.status).toBe(201);
    const copy = read.json<Portfolio>();
    expect(copy).toMatchObject({
      name: "Everything",
      currency: "eur",
      transactionCount: 19,
      walletCount: 2,
      isDemo: false,
    });
    const again = await documentOf(copy);
    expect(withoutIds(again)).toEqual(withoutIds(document));
    const before = new Set([...document.wallets, ...document.transactions].map(({ id }) => id));
    expect([...again.wallets, ...again.transactions].filter(({ id }) => before.has(id))).toEqual([]);
    // Equal-time transactions are counted in the order of their ids.
    const ids = again.transactions.map(({ id }) => id);
    const places = document.transactions.map(({ id }) =>
      document.transactions
        .map((one) => one.id)
        .toSorted()
        .indexOf(id),
    );
    expect(ids.map((id) => ids.toSorted().indexOf(id))).toEqual(places);
  });

  it("names both sides of a transfer, and the lots of a sale by the purchase in the copy", async () => {
    const [document] = [await documentOf(await fullPortfolio())];
    const copy = await documentOf((await desk.post("/portfolios/documents", document, { token })).json<Portfolio>());
    const out = copy.transactions.find(({ type }) => type === "transfer-out");
    const into = copy.transactions.find(({ type }) => type === "transfer-in");
    expect([out?.linkedId, into?.linkedId]).toEqual([into?.id, out?.id]);
    const sale = copy.transactions.find(({ type }) => type === "sell");
    expect(copy.transactions.map(({ id }) => id)).toContain(sale?.lots?.[0]?.lotId);
  });

  it("is not somebody else's to take", async () => {
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    const portfolio = await fullPortfolio();
    const answer = await desk.send("GET", `/portfolios/${portfolio.id}/document`, { token: other });
    expect(answer.status).toBe(404);
  });

  it("says every place that does not fit together, and makes nothing", async () => {
    const count = async () =>
      (await desk.send("GET", "/portfolios", { token })).json<{ items: unknown[] }>().items.length;
    const before = await count();
    const document = small();
    const [wallet] = document.wallets;
    const [first] = document.transactions;
    if (!wallet || !first) throw new Error("the document is empty");
    const twice = await desk.post(
      "/portfolios/documents",
      { ...document, wallets: [wallet, { ...wallet, name: "MAIN" }], transactions: [first, first] },
      { token },
    );
    expect([twice.status, refusals(twice)]).toEqual([422, ["/wallets/1/id", "/wallets/1/name", "/transactions/1/id"]]);
    const strange = { ...first, id: uuidv7(), walletId: uuidv7(), linkedId: first.id, toWalletId: wallet.id };
    const astray = await desk.post("/portfolios/documents", { ...document, transactions: [first, strange] }, { token });
    expect(refusals(astray)).toEqual([
      "/transactions/1/walletId",
      "/transactions/1/toWalletId",
      "/transactions/1/linkedId",
    ]);
    const { quantity: _quantity, ...incomplete } = first;
    const lacking = await desk.post("/portfolios/documents", { ...document, transactions: [incomplete] }, { token });
    expect(refusals(lacking)).toEqual(["/transactions/0/quantity"]);
    const bare = await desk.post("/portfolios/documents", { ...document, wallets: [], transactions: [] }, { token });
    expect(refusals(bare)).toEqual(["/wallets"]);
    expect(await count()).toBe(before);
  });

  it("refuses a link that joins no transfer with its other side", async () => {
    const document = small();
    const [first] = document.transactions;
    if (!first) throw new Error("the document is empty");
    const second = { ...first, id: uuidv7(), linkedId: first.id };
    const joined = { ...document, transactions: [{ ...first, linkedId: second.id }, second] };
    const answer = await desk.post("/portfolios/documents", joined, { token });
    expect(refusals(answer)).toEqual(["/transactions/0/linkedId", "/transactions/1/linkedId"]);
    expect(answer.text).toContain("a transfer-out with a transfer-in");
  });

  it("is refused field by field like any other input, however long its list is", async () => {
    const document = small();
    const [first] = document.transactions;
    const bad = { ...first, id: uuidv7(), quantity: "1e5", extra: true };
    const many = Array.from({ length: 600 }, () => ({ ...first, id: uuidv7() }));
    const answer = await desk.post(
      "/portfolios/documents",
      { ...document, transactions: [...many, bad], more: 1 },
      { token },
    );
    expect(answer.status).toBe(422);
    expect(new Set(refusals(answer))).toEqual(
      new Set(["/more", "/transactions/600/extra", "/transactions/600/quantity"]),
    );
  });
});

describe("how large a body may be", () => {
  const send = (path: string, body: Buffer, headers: Record<string, string>) =>
    fetch(`${desk.url}${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: new Uint8Array(body),
    });
  const long = () => {
    const document = small();
    const [first] = document.transactions;
    const transactions = Array.from({ length: 2_000 }, () => ({ ...first, id: uuidv7() }));
    return { ...document, transactions };
  };

  it("is more for a document than for anything else, at both doors", async () => {
    const body = Buffer.from(JSON.stringify(long()));
    expect(body.length).toBeGreaterThan(256 * 1024);
    const rest = await send("/api/v1/portfolios/documents", body, {});
    expect([rest.status, ((await rest.json()) as Portfolio).transactionCount]).toEqual([201, 2_000]);
    expect((await send("/trpc/exchange.importDocument", body, {})).status).toBe(200);
    expect((await send("/api/v1/portfolios", body, {})).status).toBe(413);
    expect((await send("/trpc/portfolio.create", body, {})).status).toBe(413);
  });

  it("counts what a body unpacks to", async () => {
    const packed = gzipSync(Buffer.from(JSON.stringify(long())));
    expect((await send("/api/v1/portfolios/documents", packed, { "content-encoding": "gzip" })).status).toBe(201);
    const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024, " "));
    expect(bomb.length).toBeLessThan(256 * 1024);
    expect((await send("/api/v1/portfolios/documents", bomb, { "content-encoding": "gzip" })).status).toBe(413);
  });
});
