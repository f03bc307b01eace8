import type {
  ImportRow,
  ImportRowPage,
  ImportTicket,
  PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction, TransactionPage } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import { isWorded } from "./analysis/read-text.fixture.ts";
import { importJobs } from "./import.jobs.ts";

let desk: IdentityDesk;
let token: string;
let portfolio: Portfolio;

beforeAll(async () => {
  desk = await openIdentityDesk();
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  await addCoin("bitcoin", "BTC", "Bitcoin", 1);
  await addCoin("ethereum", "ETH", "Ethereum", 2);
  await addCoin("imposter", "BTC", "Bitcoin Imposter", 900);
});
afterAll(() => desk.close());
beforeEach(async () => {
  desk.market.requested.length = 0;
  portfolio = (await desk.post("/portfolios", { name: "Savings", currency: "eur" }, { token })).json<Portfolio>();
});

async function addCoin(id: string, symbol: string, name: string, rank: number): Promise<void> {
  const { no } = await desk.db
    .insertInto("coin")
    .values({ id, symbol, name, image_url: null, categories: [], listed_at: desk.now })
    .returning("no")
    .executeTakeFirstOrThrow();
  await desk.db
    .insertInto("listing")
    .values({
      coin_no: no,
      rank,
      price_usd: "1",
      market_cap_usd: "1",
      fully_diluted_valuation_usd: null,
      volume_24h_usd: null,
      high_24h_usd: null,
      low_24h_usd: null,
      change_1h_pct: null,
      change_24h_pct: null,
      change_7d_pct: null,
      circulating_supply: null,
      total_supply: null,
      max_supply: null,
      ath_usd: null,
      ath_at: null,
      ath_change_pct: null,
      atl_usd: null,
      atl_at: null,
      atl_change_pct: null,
      source: "test",
      as_of: desk.now,
      received_at: desk.now,
      quarantined: false,
      version: 1,
    })
    .execute();
}

const imports = () => `/portfolios/${portfolio.id}/imports`;

/** Does what the queue would: runs every job that was asked for. */
async function work(run: JobRunContext = quietRun): Promise<void> {
  const jobs = importJobs({ db: desk.market.market.db, clock: () => desk.now });
  for (const { name, payload } of desk.market.requested.splice(0)) {
    await jobs.find((job) => job.name === name)?.run(payload, run);
  }
}

async function begin(text: string | Buffer, options: object = {}, more: object = {}): Promise<PortfolioImport> {
  const bytes = Buffer.from(text);
  const body = { fileName: "file.csv", size: bytes.length, data: bytes.toString("base64"), options, ...more };
  const begun = await desk.post(imports(), body, { token });
  expect(begun.status).toBe(201);
  await work();
  return status(begun.json<PortfolioImport>().id);
}

async function status(id: string): Promise<PortfolioImport> {
  return (await desk.send("GET", `${imports()}/${id}`, { token })).json<PortfolioImport>();
}

async function rowsOf(id: string, query = ""): Promise<ImportRow[]> {
  const { items } = (
    await desk.send("GET", `${imports()}/${id}/rows?limit=250${query}`, { token })
  ).json<ImportRowPage>();
  expect(items.flatMap(({ reason }) => (reason === null || isWorded(reason) ? [] : [reason]))).toEqual([]);
  return items;
}

async function commit(id: string): Promise<PortfolioImport> {
  const answer = await desk.post(`${imports()}/${id}/commit`, {}, { token });
  expect(answer.status).toBe(202);
  await work();
  return status(id);
}

async function transactions(query = ""): Promise<Transaction[]> {
  const path = `/portfolios/${portfolio.id}/transactions?order=oldest&limit=250${query}`;
  return (await desk.send("GET", path, { token })).json<TransactionPage>().items;
}

async function revision(): Promise<number> {
  return (await desk.send("GET", `/portfolios/${portfolio.id}`, { token })).json<Portfolio>().revision;
}

const KOINLY = [
  "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash",
  "2024-01-01 10:00:00 UTC,1000,EUR,0.025,BTC,1.5,EUR,,,,,",
  "2024-01-02 10:00:00 UTC,0.01,BTC,0.2,ETH,0.0001,BTC,,,,,",
  "2024-01-03 10:00:00 UTC,,,0.0025,ETH,,,6.1,EUR,reward,staked,",
  "2024-01-04 10:00:00 UTC,,,500,EUR,,,,,,,",
  "2024-02-30 10:00:00 UTC,,,1,ETH,,,,,,,",
  "2024-01-05 10:00:00 UTC,0.1,ETH,,,,,,,,,0xabc",
].join("\n");

describe("the dry run", () => {
  it("says of every line what becomes of it, and changes nothing", async () => {
    const before = await revision();
    const analysed = await begin(KOINLY);
    expect(analysed).toMatchObject({
      state: "ready",
      format: "koinly",
      sameFileAs: null,
      counts: { rows: 6, new: 4, duplicate: 0, refused: 1, ignored: 1, transactions: 4, transfers: 0 },
    });
    const rows = await rowsOf(analysed.id);
    expect(rows.map(({ line, state }) => [line, state])).toEqual([
      [2, "new"],
      [3, "new"],
      [4, "new"],
      [5, "ignored"],
      [6, "refused"],
      [7, "new"],
    ]);
    expect(rows[4]?.reason).toContain("There is no day");
    expect(rows[0]?.drafts).toEqual([
      expect.objectContaining({
        type: "buy",
        assetId: "bitcoin",
        quantity: "0.025",
        value: "1000",
        currency: "eur",
        fees: "1.5",
      }),
    ]);
    expect(analysed.assets.find(({ symbol }) => symbol === "BTC")).toMatchObject({
      assetId: "bitcoin",
      decided: "best-ranked",
      others: 1,
    });
    expect(await transactions()).toEqual([]);
    expect(await revision()).toBe(before);
  });

  it("gives the same when it is done again", async () => {
    const { id } = await begin(KOINLY);
    const first = await rowsOf(id);
    const again = await desk.post(`${imports()}/${id}/analyse`, { options: {} }, { token });
    expect(again.json<ImportTicket>().import.state).toBe("analysing");
    await work();
    expect(await rowsOf(id)).toEqual(first);
  });

  it("asks what is ambiguous, and goes on with the answer", async () => {
    const file =
      "Type,Buy,Cur.,Sell,Cur.,Fee,Cur.,Exchange,Group,Comment,Date\nDeposit,5,ETH,-,,,,Poloniex,,,5/9/2017 21:14\n";
    const asking = await begin(file);
    expect(asking.state).toBe("asking");
    expect(asking.questions).toMatchObject([{ option: "dateOrder", isRequired: true }]);
    expect((await desk.post(`${imports()}/${asking.id}/commit`, {}, { token })).status).toBe(409);
    await desk.post(`${imports()}/${asking.id}/analyse`, { options: { dateOrder: "mdy" } }, { token });
    await work();
    expect((await status(asking.id)).state).toBe("ready");
    expect((await rowsOf(asking.id))[0]?.drafts[0]?.date).toBe("2017-05-09T21:14:00.000Z");
  });

  it("refuses a file that a spreadsheet has damaged, with the line", async () => {
    const refused = await begin(KOINLY.replace("0.025", "2.50E+11"));
    expect(refused).toMatchObject({ state: "refused", problem: { line: 2 } });
    expect(refused.problem?.detail).toContain("2.50E+11");
    expect((await desk.post(`${imports()}/${refused.id}/commit`, {}, { token })).status).toBe(409);
  });

  it("takes what the options say of assets, and keeps unknown ones without prices", async () => {
    const file = KOINLY.replace("0.2,ETH", "0.2,WAT");
    const analysed = await begin(file, { assets: { BTC: "imposter", ETH: null } });
    expect(analysed.assets).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ symbol: "BTC", assetId: "imposter", decided: "given" }),
        expect.objectContaining({ symbol: "ETH", assetId: null, decided: "ignored" }),
        expect.objectContaining({ symbol: "WAT", assetId: "other:WAT", decided: "unknown" }),
      ]),
    );
    expect(analysed.questions).toMatchObject([
      { option: "assets", symbol: "WAT", isRequired: false, suggested: "other:WAT" },
    ]);
    const bad = await desk.post(
      `${imports()}/${analysed.id}/analyse`,
      { options: { assets: { BTC: "BTC" } } },
      { token },
    );
    expect(bad.status).toBe(422);
  });

  it("reads a file of unknown make by the columns that are named", async () => {
    const file = "Datum;Coin;Menge;Betrag;Art\n31.12.2023 23:30;BTC;0,5;20.000,00;Kauf\n";
    const asking = await begin(file);
    expect(asking).toMatchObject({
      state: "asking",
      format: null,
      headers: ["Datum", "Coin", "Menge", "Betrag", "Art"],
    });
    const mapping = { date: "Datum", asset: "Coin", quantity: "Menge", value: "Betrag", type: "Art" };
    const options = { mapping, currency: "eur", timeZone: "Europe/Berlin" };
    await desk.post(`${imports()}/${asking.id}/analyse`, { options }, { token });
    await work();
    expect((await rowsOf(asking.id))[0]?.drafts).toMatchObject([
      {
        type: "buy",
        date: "2023-12-31T22:30:00.000Z",
        assetId: "bitcoin",
        quantity: "0.5",
        value: "20000",
        currency: "eur",
      },
    ]);
  });
});

describe("a file in parts", () => {
  it("is put together, whatever is sent twice, and answers byte for byte", async () => {
    const bytes = Buffer.from(KOINLY);
    const id = uuidv7();
    const start = { id, fileName: "k.csv", size: bytes.length, data: bytes.subarray(0, 100).toString("base64") };
    await desk.post(imports(), start, { token });
    expect((await desk.post(imports(), start, { token })).json<PortfolioImport>().received).toBe(100);
    const part = (from: number, to: number) =>
      desk.post(
        `${imports()}/${id}/parts`,
        { offset: from, data: bytes.subarray(from, to).toString("base64") },
        { token },
      );
    expect((await part(200, 300)).status).toBe(409);
    expect((await part(100, 250)).json<PortfolioImport>().received).toBe(250);
    expect((await part(100, 250)).json<PortfolioImport>().received).toBe(250);
    expect((await part(0, 250)).json<PortfolioImport>().received).toBe(250);
    expect((await desk.post(`${imports()}/${id}/analyse`, {}, { token })).status).toBe(409);
    expect((await part(250, bytes.length)).json<PortfolioImport>().state).toBe("analysing");
    await work();
    expect(await status(id)).toMatchObject({ state: "ready", counts: { rows: 6 } });
    const file: Buffer[] = [];
    for (let offset = 0; ; ) {
      const answer = await desk.send("GET", `${imports()}/${id}/file?offset=${offset}`, { token });
      const { data, more } = answer.json<{ data: string; more: boolean }>();
      file.push(Buffer.from(data, "base64"));
      offset += file.at(-1)?.length ?? 0;
      if (!more) break;
    }
    expect(Buffer.concat(file).toString()).toBe(KOINLY);
  });
});

describe("an upload that is gone on with", () => {
  it("is not mixed with another file of the same length", async () => {
    const bytes = Buffer.from(KOINLY);
    const id = uuidv7();
    const data = bytes.subarray(0, 100).toString("base64");
    await desk.post(imports(), { id, fileName: "k.csv", size: bytes.length, data }, { token });
    const send = (offset: number, part: Buffer) =>
      desk.post(`${imports()}/${id}/parts`, { offset, data: part.toString("base64") }, { token });
    await send(100, bytes.subarray(100, 200));
    const other = Buffer.from(bytes);
    other[150] = (other[150] ?? 0) ^ 1;
    const refused = await send(50, other.subarray(50, 200));
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining("another file")]);
    expect((await send(50, bytes.subarray(50, 200))).json<PortfolioImport>().received).toBe(200);
  });
});

describe("committing and undoing", () => {
  it("records all new rows under one revision, in the file's order, and takes them back whole", async () => {
    const before = await revision();
    const { id } = await begin(KOINLY);
    expect(await commit(id)).toMatchObject({ state: "committed", counts: { transactions: 4 } });
    expect(await revision()).toBe(before + 1);
    const recorded = await transactions();
    expect(recorded.map(({ type, importRow, importId }) => [type, importRow, importId === id])).toEqual([
      ["buy", 2, true],
      ["swap", 3, true],
      ["staking-reward", 4, true],
      ["withdrawal", 7, true],
    ]);
    expect(recorded[0]).toMatchObject({
      quantity: "0.025",
      value: "1000",
      currency: "eur",
      fees: "1.5",
      asset: { id: "bitcoin" },
    });
    expect(recorded[1]).toMatchObject({
      quantity: "0.01",
      toQuantity: "0.2",
      fees: "0.0001",
      feeAsset: { id: "bitcoin" },
    });
    const undone = await desk.post(`${imports()}/${id}/undo`, {}, { token });
    expect(undone.json<PortfolioImport>().state).toBe("undone");
    expect(await transactions()).toEqual([]);
    expect(await transactions("&deleted=true")).toHaveLength(4);
    expect(await revision()).toBe(before + 2);
  });

  it("finds in a second import what is there already, also by hand, and knows the same file again", async () => {
    const first = await begin(KOINLY);
    await commit(first.id);
    const second = await begin(KOINLY);
    expect(second).toMatchObject({ sameFileAs: first.id, counts: { new: 0, duplicate: 4 } });
    const [row] = await rowsOf(second.id, "&state=duplicate");
    expect(row?.duplicateOf).toBe((await transactions())[0]?.id);
    expect((await desk.post(`${imports()}/${second.id}/commit`, {}, { token })).status).toBe(409);
    const hand = { type: "deposit", assetId: "ethereum", quantity: "3.50", date: "2024-03-01T00:00:00Z" };
    await desk.post(`/portfolios/${portfolio.id}/transactions`, hand, { token });
    const third = await begin(
      `${KOINLY}\n2024-03-01 00:00:00 UTC,,,3.5,ETH,,,,,,,\n2024-03-01 00:00:00 UTC,,,3.5,ETH,,,,,,,`,
    );
    expect(third.counts).toMatchObject({ new: 1, duplicate: 5 });
  });

  it("keeps twins of a file, says so, and finds as many of them again", async () => {
    const twins = `${KOINLY}\n2024-03-01 00:00:00 UTC,,,3,ETH,,,,,,,\n2024-03-01 00:00:00 UTC,,,3,ETH,,,,,,,`;
    const first = await begin(twins);
    expect((await rowsOf(first.id)).at(-1)).toMatchObject({
      state: "new",
      reason: expect.stringContaining("same as line 8"),
    });
    await commit(first.id);
    expect((await begin(twins)).counts).toMatchObject({ new: 0, duplicate: 6 });
    expect((await begin(`${twins}\n2024-03-01 00:00:00 UTC,,,3,ETH,,,,,,,`)).counts).toMatchObject({
      new: 1,
      duplicate: 6,
    });
  });

  it("will not undo what was changed by hand, unless it is allowed", async () => {
    const { id } = await begin(KOINLY);
    await commit(id);
    const [first] = await transactions();
    await desk.send("PATCH", `/portfolios/${portfolio.id}/transactions/${first?.id}`, {
      token,
      body: { version: 1, note: "mine" },
    });
    const refused = await desk.post(`${imports()}/${id}/undo`, {}, { token });
    expect(refused.status).toBe(409);
    expect((refused.body as { detail: string }).detail).toContain("line 2");
    expect((await desk.post(`${imports()}/${id}/undo`, { allowEdited: true }, { token })).status).toBe(200);
    expect(await transactions()).toEqual([]);
  });

  it("can be undone, analysed and committed again", async () => {
    const { id } = await begin(KOINLY);
    await commit(id);
    await desk.post(`${imports()}/${id}/undo`, {}, { token });
    desk.pass(1);
    await desk.post(`${imports()}/${id}/analyse`, {}, { token });
    await work();
    expect(await commit(id)).toMatchObject({ state: "committed", undoneAt: null });
    expect(await transactions()).toHaveLength(4);
  });

  it("is discarded only where it is not recorded", async () => {
    const { id } = await begin(KOINLY);
    await commit(id);
    expect((await desk.send("DELETE", `${imports()}/${id}`, { token })).status).toBe(409);
    await desk.post(`${imports()}/${id}/undo`, {}, { token });
    expect((await desk.send("DELETE", `${imports()}/${id}`, { token })).status).toBe(204);
    expect((await desk.send("GET", `${imports()}/${id}`, { token })).status).toBe(404);
  });
});

describe("transfers", () => {
  const OUT =
    "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label\n2024-05-01 10:00:00 UTC,1,BTC,,,0.0002,BTC,\n";
  const IN =
    "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Label\n2024-05-01 11:00:00 UTC,,,0.999,BTC,,,\n";

  it("are matched with what is recorded, of equal units, the rest a fee; undoing makes it what it was", async () => {
    const path = `/portfolios/${portfolio.id}/wallets`;
    const other = (await desk.post(path, { name: "Ledger" }, { token })).json<Wallet>();
    await commit((await begin(OUT)).id);
    const [withdrawal] = await transactions();
    const incoming = await begin(IN, { walletId: other.id });
    expect(incoming.counts).toMatchObject({ new: 1, transfers: 1 });
    expect((await rowsOf(incoming.id))[0]).toMatchObject({
      transferOf: withdrawal?.id,
      drafts: [{ type: "transfer-in", quantity: "0.999" }],
    });
    expect((await transactions())[0]).toEqual(withdrawal);
    await commit(incoming.id);
    const [left, arrived] = await transactions();
    expect(left).toMatchObject({
      type: "transfer-out",
      quantity: "0.999",
      fees: "0.0012",
      feeAsset: { id: "bitcoin" },
    });
    expect(arrived).toMatchObject({ type: "transfer-in", quantity: "0.999", walletId: other.id });
    expect(left?.linked?.transactionId).toBe(arrived?.id);
    expect((await desk.post(`${imports()}/${incoming.id}/undo`, {}, { token })).status).toBe(200);
    const [again, ...rest] = await transactions();
    expect(again).toMatchObject({ type: "withdrawal", quantity: "1", fees: "0.0002", linked: null });
    expect(rest).toEqual([]);
  });

  it("are matched within a file that names its wallets", async () => {
    const path = `/portfolios/${portfolio.id}/wallets`;
    const other = (await desk.post(path, { name: "Desktop wallet" }, { token })).json<Wallet>();
    const file = [
      "Type,Buy Quantity,Buy Asset,Buy Value in GBP,Sell Quantity,Sell Asset,Sell Value in GBP,Fee Quantity,Fee Asset,Fee Value in GBP,Wallet,Timestamp,Note",
      "Withdrawal,,,,4,BTC,,0.0001,BTC,,Bitstamp,2014-07-24 21:01:00,",
      "Deposit,4,BTC,,,,,,,,Desktop wallet,2014-07-24 21:53:37,",
    ].join("\r\n");
    const analysed = await begin(file);
    expect(analysed.places).toMatchObject([
      { name: "Bitstamp", decided: "import" },
      { name: "Desktop wallet", walletId: other.id, decided: "name" },
    ]);
    expect((await rowsOf(analysed.id)).map(({ transferWith }) => transferWith)).toEqual([3, 2]);
    await commit(analysed.id);
    const [left, arrived] = await transactions();
    expect(left).toMatchObject({
      type: "transfer-out",
      quantity: "4",
      fees: "0.0001",
      linked: { transactionId: arrived?.id },
    });
  });
});

describe("what is interrupted", () => {
  it("can be gone on with: a commit that dies leaves nothing, and its next try records all of it once", async () => {
    const { id } = await begin(KOINLY);
    await desk.post(`${imports()}/${id}/commit`, {}, { token });
    const [asked] = desk.market.requested;
    const dying: JobRunContext = { ...quietRun, signal: AbortSignal.abort("shutdown") };
    await expect(work(dying)).rejects.toBe("shutdown");
    expect(await transactions()).toEqual([]);
    expect((await status(id)).state).toBe("committing");
    if (asked) desk.market.requested.push(asked, asked);
    await work();
    expect((await status(id)).state).toBe("committed");
    expect(await transactions()).toHaveLength(4);
  });

  it("reads a file anew where its analysis died on the way", async () => {
    const bytes = Buffer.from(KOINLY);
    const body = { fileName: "k.csv", size: bytes.length, data: bytes.toString("base64") };
    const { id } = (await desk.post(imports(), body, { token })).json<PortfolioImport>();
    const [asked] = desk.market.requested;
    await expect(work({ ...quietRun, signal: AbortSignal.abort("shutdown") })).rejects.toBe("shutdown");
    expect((await status(id)).state).toBe("analysing");
    if (asked) desk.market.requested.push(asked);
    await work();
    expect(await status(id)).toMatchObject({ state: "ready", counts: { rows: 6 } });
  });
});

describe("imports and mappings", () => {
  it("are not there for anybody else", async () => {
    const { id } = await begin(KOINLY);
    const stranger = (await desk.signIn(await desk.person("admin", "stranger"))).accessToken;
    const own = (await desk.post("/portfolios", { name: "Own" }, { token: stranger })).json<Portfolio>();
    const paths = [
      `${imports()}/${id}`,
      `/portfolios/${own.id}/imports/${id}`,
      `/portfolios/${own.id}/imports/${id}/rows`,
    ];
    for (const path of paths) expect((await desk.send("GET", path, { token: stranger })).status).toBe(404);
    expect((await desk.post(`/portfolios/${own.id}/imports/${id}/commit`, {}, { token: stranger })).status).toBe(404);
    expect((await desk.send("DELETE", `/portfolios/${own.id}/imports/${id}`, { token: stranger })).status).toBe(404);
  });

  it("keep mappings under their own names", async () => {
    const mapping = { date: "Datum", asset: "Coin", quantity: "Menge" };
    const saved = (await desk.post("/imports/mappings", { name: "Bank", mapping }, { token })).json<{ id: string }>();
    expect((await desk.post("/imports/mappings", { name: "BANK", mapping }, { token })).status).toBe(409);
    const renamed = { id: saved.id, name: "Broker", mapping };
    expect((await desk.post("/imports/mappings", renamed, { token })).status).toBe(201);
    const list = (await desk.send("GET", "/imports/mappings", { token })).json<{ items: { name: string }[] }>();
    expect(list.items.map(({ name }) => name)).toEqual(["Broker"]);
    expect((await desk.send("DELETE", `/imports/mappings/${saved.id}`, { token })).status).toBe(204);
    expect((await desk.send("DELETE", `/imports/mappings/${saved.id}`, { token })).status).toBe(404);
  });
});
