import type { AttachedFile, Attachment, AttachmentList } from "@cryptodesk/shared/portfolio/attachment.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction, TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet, WalletList } from "@cryptodesk/shared/portfolio/wallet.contract";
import { REFUSAL_SENTENCES } from "@cryptodesk/shared/told/refusals";
import { ToldReader } from "@cryptodesk/shared/told/told-reader";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { portfolioJobs } from "../portfolio.jobs.ts";

let desk: IdentityDesk;
let token: string;
let portfolio: Portfolio;

beforeAll(async () => {
  desk = await openIdentityDesk();
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  const bitcoin = {
    id: "bitcoin",
    symbol: "BTC",
    name: "Bitcoin",
    image_url: null,
    categories: [],
    listed_at: desk.now,
  };
  await desk.db.insertInto("coin").values(bitcoin).execute();
});
afterAll(() => desk.close());
beforeEach(async () => {
  portfolio = (await desk.post("/portfolios", { name: "Savings" }, { token })).json<Portfolio>();
});

const DAY = (day: number) => `2026-01-${String(day).padStart(2, "0")}T12:00:00.000Z`;

async function record(draft: Record<string, unknown>, more: Record<string, unknown> = {}) {
  return desk.post(`/portfolios/${portfolio.id}/transactions`, { ...draft, ...more }, { token });
}

function buy(quantity: string, day: number, more: Record<string, unknown> = {}) {
  return record({ type: "buy", assetId: "bitcoin", quantity, price: "100", date: DAY(day), ...more });
}

function sell(quantity: string, day: number, more: Record<string, unknown> = {}) {
  return record({ type: "sell", assetId: "bitcoin", quantity, price: "110", date: DAY(day), ...more });
}

async function listed(query = ""): Promise<TransactionPage> {
  return (
    await desk.send("GET", `/portfolios/${portfolio.id}/transactions${query}`, { token })
  ).json<TransactionPage>();
}

async function wallets(): Promise<Wallet[]> {
  return (await desk.send("GET", `/portfolios/${portfolio.id}/wallets`, { token })).json<WalletList>().items;
}

describe("recording", () => {
  it("keeps every digit and answers what was recorded", async () => {
    const answer = await buy("0.123456789012345678901234567890123456", 1, { fees: "0.1", tags: ["a"], note: "first" });
    expect(answer.status).toBe(201);
    const made = answer.json<Transaction>();
    expect(made).toMatchObject({
      type: "buy",
      quantity: "0.123456789012345678901234567890123456",
      price: "100",
      value: "12.3456789012345678901234567890123456",
      currency: "usd",
      fees: "0.1",
      tags: ["a"],
      note: "first",
      version: 1,
      asset: { id: "bitcoin", symbol: "BTC", kind: "coin" },
    });
    expect((await listed()).items).toEqual([made]);
  });

  it("refuses what a type has no use for, what it lacks, and what contradicts itself", async () => {
    const refusals = await Promise.all([
      record({ type: "split", assetId: "bitcoin", quantity: "1", date: DAY(1) }),
      record({ type: "swap", assetId: "bitcoin", quantity: "1", toAssetId: "bitcoin", toQuantity: "2", date: DAY(1) }),
      buy("1", 1, { value: "99" }),
      buy("0", 1),
      buy("1", 1, { date: "2031-01-01T00:00:00Z" }),
      buy("1", 1, { assetId: "BTC" }),
    ]);
    expect(refusals.map(({ status }) => status)).toEqual(refusals.map(() => 422));
    const details = refusals.map(({ body }) => (body as { detail: string }).detail);
    const reader = new ToldReader(REFUSAL_SENTENCES);
    const drafts = refusals.slice(0, 3).map(({ body }) => body as { detail: string; errors: { detail: string }[] });
    const said = drafts.flatMap(({ detail, errors }) => [detail, ...errors.map((error) => error.detail)]);
    expect(said.filter((text) => reader.read(text) === null)).toEqual([]);
    expect(details[0]).toContain("splitFrom is needed for a split");
    expect(details[0]).toContain("quantity means nothing for a split");
    expect(details[1]).toContain("same as assetId");
    expect(details[2]).toContain("price times quantity, which is 100");
    expect(details[4]).toContain("future");
    expect(details[5]).toContain("no coin of the market");
    expect((await listed()).total).toBe(0);
  });

  it("makes nothing twice for the same id, and refuses the id for something else", async () => {
    const id = uuidv7();
    const first = await buy("1", 1, { id });
    const again = await buy("1", 1, { id });
    expect(again.json()).toEqual(first.json());
    expect((await buy("2", 1, { id })).status).toBe(409);
    expect((await listed()).total).toBe(1);
  });

  it("refuses to sell more than is held at that time, and lists it as missing where that is allowed", async () => {
    await buy("1", 10);
    const tooEarly = await sell("0.5", 5);
    expect(tooEarly.status).toBe(409);
    expect((tooEarly.body as { detail: string }).detail).toContain("On 2026-01-05 0.5 BTC more would have gone out");
    await sell("0.75", 20);
    expect((await sell("0.5", 15)).status).toBe(409);
    expect((await sell("0.25", 15)).status).toBe(201);
    expect((await sell("0.1", 30, { allowMissing: true })).status).toBe(201);
    expect((await listed()).total).toBe(4);
  });

  it("counts units of old in those after a split", async () => {
    await buy("1", 1);
    await record({ type: "split", assetId: "bitcoin", splitFrom: "1", splitTo: "3", date: DAY(5) });
    expect((await sell("3", 6)).status).toBe(201);
    expect((await sell("0.1", 7)).status).toBe(409);
  });

  it("takes fees out of the asset that pays them", async () => {
    await buy("1", 1);
    expect((await sell("1", 2, { fees: "0.001", feeAssetId: "bitcoin" })).status).toBe(409);
    expect((await sell("0.999", 2, { fees: "0.001", feeAssetId: "bitcoin" })).status).toBe(201);
  });
});

describe("changing", () => {
  it("is refused where the transaction was changed since, by version and by If-Match", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    const path = `/portfolios/${portfolio.id}/transactions/${made.id}`;
    const read = await desk.send("GET", path, { token });
    const etag = read.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"v1-/);
    const changed = await desk.send("PATCH", path, { token, body: { quantity: "2" }, headers: { "if-match": etag } });
    expect(changed.json<Transaction>()).toMatchObject({ quantity: "2", price: "100", version: 2 });
    expect(changed.headers.get("etag")).toBe('"v2"');
    const late = await desk.send("PATCH", path, { token, body: { quantity: "3" }, headers: { "if-match": etag } });
    expect(late.status).toBe(412);
    expect((await desk.send("PATCH", path, { token, body: { quantity: "3", version: 1 } })).status).toBe(412);
    expect((await desk.send("PATCH", path, { token, body: { quantity: "3" } })).status).toBe(422);
    expect((await listed()).items[0]).toMatchObject({ quantity: "2", version: 2 });
  });

  it("is refused where it would leave a later sale without units", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    await sell("1", 10);
    const path = `/portfolios/${portfolio.id}/transactions/${made.id}`;
    expect((await desk.send("PATCH", path, { token, body: { version: 1, quantity: "0.9" } })).status).toBe(409);
    expect((await desk.send("PATCH", path, { token, body: { version: 1, date: DAY(11) } })).status).toBe(409);
    expect((await desk.send("DELETE", `${path}?version=1`, { token })).status).toBe(409);
    expect((await desk.send("PATCH", path, { token, body: { version: 1, quantity: "1.5" } })).status).toBe(200);
  });

  it("drops what the new type has no use for", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    const path = `/portfolios/${portfolio.id}/transactions/${made.id}`;
    const lost = await desk.send("PATCH", path, { token, body: { version: 1, type: "staking-reward", value: "90" } });
    expect(lost.json<Transaction>()).toMatchObject({ type: "staking-reward", price: null, value: "90" });
  });

  it("deletes so that it can be restored", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    const path = `/portfolios/${portfolio.id}/transactions/${made.id}`;
    expect((await desk.send("DELETE", `${path}?version=1`, { token })).json<Transaction>().deletedAt).not.toBeNull();
    expect((await listed()).total).toBe(0);
    expect((await listed("?deleted=true")).items.map(({ id }) => id)).toEqual([made.id]);
    expect((await desk.post(`${path}/restore`, {}, { token })).json<Transaction>().deletedAt).toBeNull();
    expect((await desk.post(`${path}/restore`, {}, { token })).status).toBe(409);
    expect((await listed()).total).toBe(1);
  });

  it("changes many at once, or none where one is not there", async () => {
    const made = await Promise.all([buy("1", 1), buy("2", 2)]);
    const ids = made.map((answer) => answer.json<Transaction>().id);
    const bulk = (transactionIds: string[], change: object) =>
      desk.post(`/portfolios/${portfolio.id}/transactions/bulk`, { transactionIds, change }, { token });
    expect((await bulk([...ids, uuidv7()], { addTags: ["x"] })).status).toBe(404);
    expect((await listed("?tag=x")).total).toBe(0);
    expect((await bulk(ids, { addTags: ["x"], note: "seen" })).json()).toMatchObject({ changed: 2 });
    expect((await listed("?tag=x&text=SEEN")).total).toBe(2);
    await bulk(ids, { delete: true });
    expect((await listed()).total).toBe(0);
    await bulk(ids, { restore: true });
    expect((await listed()).total).toBe(2);
  });
});

describe("files kept with a transaction", () => {
  it("come back byte for byte, once for each id, and go for good", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    const path = `/portfolios/${portfolio.id}/transactions/${made.id}/attachments`;
    const data = Buffer.from([0, 255, 1, 128]).toString("base64");
    const file = { id: uuidv7(), name: "invoice.pdf", data };
    const kept = (await desk.post(path, file, { token })).json<Attachment>();
    expect(kept).toMatchObject({ name: "invoice.pdf", mediaType: "application/pdf", size: 4 });
    expect((await desk.post(path, file, { token })).json()).toEqual(kept);
    expect((await desk.send("GET", path, { token })).json<AttachmentList>().items).toEqual([kept]);
    const read = (await desk.send("GET", `${path}/${kept.id}`, { token })).json<AttachedFile>();
    expect(read).toEqual({ attachment: kept, data });
    expect((await desk.post(path, { ...file, id: uuidv7(), data: "A===" }, { token })).status).toBe(422);
    const stranger = (await desk.signIn(await desk.person("admin", "snoop"))).accessToken;
    expect((await desk.send("GET", `${path}/${kept.id}`, { token: stranger })).status).toBe(404);
    expect((await desk.send("DELETE", `${path}/${kept.id}`, { token })).status).toBe(200);
    expect((await desk.send("GET", `${path}/${kept.id}`, { token })).status).toBe(404);
  });
});

describe("what was deleted", () => {
  it("goes for good after 30 days, and what was not stays", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    await buy("2", 2);
    await desk.send("DELETE", `/portfolios/${portfolio.id}/transactions/${made.id}?version=1`, { token });
    const gone = (await desk.post("/portfolios", { name: "Gone" }, { token })).json<Portfolio>();
    await desk.send("DELETE", `/portfolios/${gone.id}?version=1`, { token });
    const [maintain] = portfolioJobs({ ...desk.market.market, clock: () => desk.now });
    const deletedAt = desk.now;
    desk.pass(29 * 86_400);
    expect(await maintain?.run({}, quietRun)).toEqual({ portfolios: 0, transactions: 0 });
    desk.pass(2 * 86_400);
    expect(await maintain?.run({}, quietRun)).toEqual({ portfolios: 1, transactions: 1 });
    desk.now = deletedAt;
    expect((await listed("?deleted=true")).total).toBe(0);
    expect((await listed()).total).toBe(1);
    expect((await desk.send("GET", `/portfolios/${gone.id}`, { token })).status).toBe(404);
  });
});

describe("transfers", () => {
  it("have both their sides made, changed and deleted together", async () => {
    const [main] = await wallets();
    const other = (
      await desk.post(`/portfolios/${portfolio.id}/wallets`, { name: "Ledger" }, { token })
    ).json<Wallet>();
    await buy("2", 1);
    const answer = await record({
      type: "transfer-out",
      assetId: "bitcoin",
      quantity: "1",
      date: DAY(2),
      toWalletId: other.id,
    });
    const out = answer.json<Transaction>();
    expect(out.walletId).toBe(main?.id);
    expect(out.linked?.walletId).toBe(other.id);
    const path = `/portfolios/${portfolio.id}/transactions/${out.id}`;
    await desk.send("PATCH", path, { token, body: { version: 1, quantity: "1.5" } });
    const sides = (await listed("?types=transfer-in,transfer-out")).items;
    expect(sides.map(({ quantity }) => quantity)).toEqual(["1.5", "1.5"]);
    await desk.send("DELETE", `${path}?version=2`, { token });
    expect((await listed("?types=transfer-in,transfer-out")).total).toBe(0);
  });
});

describe("portfolios and wallets", () => {
  it("are changed only from their last version on, and merge the rules that are given", async () => {
    const path = `/portfolios/${portfolio.id}`;
    const changed = await desk.send("PATCH", path, {
      token,
      body: { version: 1, rules: { feesInCost: false }, currency: "eur" },
    });
    expect(changed.json<Portfolio>()).toMatchObject({ currency: "eur", version: 2 });
    expect(changed.json<Portfolio>().rules).toEqual({ ...portfolio.rules, feesInCost: false });
    expect((await desk.send("PATCH", path, { token, body: { version: 1, name: "x" } })).status).toBe(412);
    expect((await desk.send("DELETE", `${path}?version=2`, { token })).status).toBe(200);
    expect((await desk.send("GET", `${path}/wallets`, { token })).status).toBe(404);
    expect((await desk.post(`${path}/restore`, {}, { token })).json<Portfolio>().deletedAt).toBeNull();
  });

  it("keep wallets that have transactions, and at least one", async () => {
    const [main] = await wallets();
    const path = `/portfolios/${portfolio.id}/wallets`;
    expect((await desk.send("DELETE", `${path}/${main?.id}?version=1`, { token })).status).toBe(409);
    expect((await desk.post(path, { name: "MAIN" }, { token })).status).toBe(409);
    const other = (await desk.post(path, { name: "Kraken", kind: "exchange" }, { token })).json<Wallet>();
    await buy("1", 1, { walletId: other.id });
    expect((await desk.send("DELETE", `${path}/${other.id}?version=1`, { token })).status).toBe(409);
    expect((await desk.send("DELETE", `${path}/${main?.id}?version=1`, { token })).status).toBe(200);
  });

  it("are not there for anybody else, in any door", async () => {
    const made = (await buy("1", 1)).json<Transaction>();
    const stranger = (await desk.signIn(await desk.person("admin", "stranger"))).accessToken;
    const own = (await desk.post("/portfolios", { name: "Own" }, { token: stranger })).json<Portfolio>();
    const [wallet] = await wallets();
    const tries = await Promise.all([
      desk.send("GET", `/portfolios/${portfolio.id}`, { token: stranger }),
      desk.send("GET", `/portfolios/${portfolio.id}/transactions`, { token: stranger }),
      desk.send("GET", `/portfolios/${own.id}/transactions/${made.id}`, { token: stranger }),
      desk.send("PATCH", `/portfolios/${own.id}/transactions/${made.id}`, { token: stranger, body: { version: 1 } }),
      desk.post(
        `/portfolios/${own.id}/transactions`,
        { type: "buy", assetId: "bitcoin", quantity: "1", date: DAY(1), walletId: wallet?.id },
        { token: stranger },
      ),
      desk.send("DELETE", `/portfolios/${portfolio.id}?version=1`, { token: stranger }),
    ]);
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await listed()).total).toBe(1);
  });
});
