import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { committed, document, mapping, ready } from "./canned-imports.ts";
import * as canned from "./canned-portfolio.ts";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";
import { homeOf, run } from "./fake-terminal.ts";

const { PORTFOLIO_ID: P, WALLET_ID: W, OTHER_WALLET_ID: W2, TRANSACTION_ID: T } = canned;
const ID = "01900000-0000-7000-8000-0000000000f1";

const CSV = "Date;Amount\n1;2\n";

let desk: FakeDesk;
beforeAll(async () => {
  desk = await startFakeDesk();
});
beforeEach(() => {
  desk.calls.length = 0;
  for (const path of Object.keys(desk.answers)) delete desk.answers[path];
  desk.answers["portfolioImport.get"] = () =>
    desk.calls.some((call) => call.path === "portfolioImport.commit") ? committed : ready;
  desk.answers["market.get"] = ({ id }: { id: string }) => coins[id.toLowerCase()];
});
afterAll(() => desk.close());

const coin = (id: string, resolvedBy: string, alternatives: object[] = []) => ({
  listing: { id, name: id, symbol: id },
  resolvedBy,
  alternatives,
});
const coins: Record<string, object> = {
  bitcoin: coin("bitcoin", "id"),
  ethereum: coin("ethereum", "id"),
  "shiba-inu": coin("shiba-inu", "id"),
  btc: coin("bitcoin", "symbol", [{ id: "batcat", symbol: "BTC", name: "Batcat", rank: 4000 }]),
};

// Questions asked to find out what a name means.
const LOOKUPS = [
  "portfolio.list",
  "wallet.list",
  "market.get",
  "market.rates",
  "portfolio.get",
  "transaction.get",
  "figures.preview",
];
const isChange = ({ path }: { path: string }) => !LOOKUPS.includes(path);

const changed: [words: string[], path: string, input: object][] = [
  [
    ["create", "Savings", "--currency", "EUR", "--id", ID],
    "portfolio.create",
    {
      id: ID,
      name: "Savings",
      currency: "eur",
      description: null,
      rules: {},
      benchmark: { kind: "coin", coinId: "bitcoin" },
    },
  ],
  [
    [
      "create",
      "Trading",
      ...["--methods", "fifo,2026-01-01=hifo", "--long-term-days", "none", "--no-fees-in-cost", "--lots", "account"],
      ...["--benchmark", "bitcoin=60,ethereum=40", "--description", "For trades", "--id", ID],
    ],
    "portfolio.create",
    {
      id: ID,
      name: "Trading",
      currency: "usd",
      description: "For trades",
      rules: {
        methods: [
          { fromDay: "1970-01-01", method: "fifo" },
          { fromDay: "2026-01-01", method: "hifo" },
        ],
        feesInCost: false,
        longTermDays: null,
        lots: "account",
      },
      benchmark: {
        kind: "basket",
        parts: [
          { coinId: "bitcoin", weight: 60 },
          { coinId: "ethereum", weight: 40 },
        ],
      },
    },
  ],
  [
    ["edit", P, "--methods", "lifo", "--no-active", "--benchmark", "none"],
    "portfolio.update",
    {
      portfolioId: P,
      version: 4,
      isActive: false,
      rules: { methods: [{ fromDay: "1970-01-01", method: "lifo" }] },
      benchmark: null,
    },
  ],
  [
    ["edit", "--portfolio", P, "--name", "New", "--version", "3"],
    "portfolio.update",
    { portfolioId: P, version: 3, name: "New" },
  ],
  [["delete", "sav", "--yes"], "portfolio.delete", { portfolioId: P, version: 4 }],
  [["restore", "savings"], "portfolio.restore", { portfolioId: P }],
  [
    ["wallet", "add", "Kraken", "--kind", "exchange", "--id", ID],
    "wallet.create",
    { portfolioId: P, id: ID, name: "Kraken", kind: "exchange", note: null },
  ],
  [
    ["wallet", "edit", "kraken", "--name", "Old", "--note", "none"],
    "wallet.update",
    { portfolioId: P, walletId: W, version: 2, name: "Old", note: null },
  ],
  [["wallet", "delete", W2, "--yes"], "wallet.delete", { portfolioId: P, walletId: W2, version: 2 }],
  [
    [
      "add",
      "buy",
      "0.5",
      "bitcoin",
      "--price",
      "64_000",
      "--fees",
      "12",
      "--date",
      "2026-01-31 14:05",
      "--id",
      ID,
      "--yes",
    ],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "buy",
      date: "2026-01-31T14:05:00.000Z",
      assetId: "bitcoin",
      quantity: "0.5",
      price: "64000",
      fees: "12",
      allowMissing: false,
    },
  ],
  [
    ["add", "swap", "1", "ethereum", "for", "0.05", "btc", "--id", ID, "--yes", "--value", "unknown"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "swap",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "ethereum",
      quantity: "1",
      toAssetId: "bitcoin",
      toQuantity: "0.05",
      value: null,
      allowMissing: false,
    },
  ],
  [
    ["add", "swap", "1000", "eur", "to", "0.02", "bitcoin", "--id", ID, "--yes"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "swap",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "fiat:eur",
      quantity: "1000",
      toAssetId: "bitcoin",
      toQuantity: "0.02",
      allowMissing: false,
    },
  ],
  [
    [
      ...["add", "transfer", "0.2", "btc", "--wallet", "Kraken", "--to-wallet", "Ledger", "--fees", "0.0001"],
      ...["--fee-asset", "btc", "--tags", "cold,own", "--note", "Moved", "--allow-missing", "--id", ID, "--yes"],
    ],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "transfer-out",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "bitcoin",
      quantity: "0.2",
      walletId: W,
      toWalletId: W2,
      fees: "0.0001",
      feeAssetId: "bitcoin",
      tags: ["cold", "own"],
      note: "Moved",
      allowMissing: true,
    },
  ],
  [
    ["add", "fee", "12", "eur", "--id", ID, "--yes"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "fee",
      date: "2026-01-31T12:00:00.000Z",
      fees: "12",
      currency: "eur",
      allowMissing: false,
    },
  ],
  [
    ["add", "fee", "0.001", "ethereum", "--id", ID, "--yes"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "fee",
      date: "2026-01-31T12:00:00.000Z",
      fees: "0.001",
      feeAssetId: "ethereum",
      allowMissing: false,
    },
  ],
  [
    ["add", "split", "shiba-inu", "1:1000", "--id", ID, "--yes"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "split",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "shiba-inu",
      splitFrom: "1",
      splitTo: "1000",
      allowMissing: false,
    },
  ],
  [
    ["add", "sell", "--asset", "other:House", "--quantity", "1", "--lots", "tx:1=0.4,tx:2=0.6", "--id", ID, "--yes"],
    "transaction.create",
    {
      portfolioId: P,
      id: ID,
      type: "sell",
      date: "2026-01-31T12:00:00.000Z",
      assetId: "other:House",
      quantity: "1",
      lots: [
        { lotId: "tx:1", quantity: "0.4" },
        { lotId: "tx:2", quantity: "0.6" },
      ],
      allowMissing: false,
    },
  ],
  [
    ["transaction", "edit", T, "--quantity", "0.25", "--price", "unknown", "--fees", "none"],
    "transaction.update",
    { portfolioId: P, transactionId: T, version: 1, quantity: "0.25", price: null, fees: null, allowMissing: false },
  ],
  [
    ["transaction", "delete", T, "--yes"],
    "transaction.delete",
    { portfolioId: P, transactionId: T, version: 1, allowMissing: false },
  ],
  [["transaction", "restore", T], "transaction.restore", { portfolioId: P, transactionId: T }],
  [
    ["transactions", "edit", T, ID, "--add-tags", "a,b", "--wallet", "Ledger", "--note", "none"],
    "transaction.bulkEdit",
    {
      portfolioId: P,
      transactionIds: [T, ID],
      change: { addTags: ["a", "b"], walletId: W2, note: null },
      allowMissing: false,
    },
  ],
  [
    ["transactions", "edit", T, "--delete", "--yes", "--allow-missing"],
    "transaction.bulkEdit",
    { portfolioId: P, transactionIds: [T], change: { delete: true }, allowMissing: true },
  ],
];

const moreChanges: [words: string[], path: string, input: object][] = [
  [["detach", T, ID, "--yes"], "transaction.detach", { portfolioId: P, transactionId: T, attachmentId: ID }],
  [
    ["import-analyse", ID, "--date-order", "mdy"],
    "portfolioImport.analyse",
    { portfolioId: P, importId: ID, options: { dateOrder: "mdy" } },
  ],
  [["import-commit", ID, "--yes"], "portfolioImport.commit", { portfolioId: P, importId: ID }],
  [
    ["import-undo", ID, "--allow-edited", "--yes"],
    "portfolioImport.undo",
    { portfolioId: P, importId: ID, allowEdited: true },
  ],
  [["import", "--undo", ID, "--yes"], "portfolioImport.undo", { portfolioId: P, importId: ID, allowEdited: false }],
  [["import-discard", ID, "--yes"], "portfolioImport.discard", { portfolioId: P, importId: ID }],
  [["import-delete-mapping", "bro"], "portfolioImport.deleteMapping", { mappingId: mapping.id }],
  [["demo", "--currency", "eur", "--id", ID], "exchange.createDemo", { id: ID, currency: "eur" }],
  [
    ["set-rates", "eur", "2021-06-01=0.8174", "2021-06-02=none", "--note", "ECB"],
    "exchange.setRates",
    {
      rates: [
        { currency: "eur", day: "2021-06-01", perUsd: "0.8174", note: "ECB" },
        { currency: "eur", day: "2021-06-02", perUsd: null, note: "ECB" },
      ],
    },
  ],
];

const shares: [words: string[], path: string, input: object][] = [
  [
    ["share", "create", P, "--name", "Family", "--no-hides-amounts", "--expires-at", "30d", "--id", ID],
    "share.create",
    {
      portfolioId: P,
      id: ID,
      name: "Family",
      hidesAmounts: false,
      password: null,
      expiresAt: "2026-03-02T12:00:00.000Z",
    },
  ],
  [["share", "list", P], "share.list", { portfolioId: P }],
  [["share", "revoke", ID, "--portfolio", P, "--yes"], "share.revoke", { portfolioId: P, shareId: ID }],
  [
    ["share", "open", "http://desk.example/shared/AbCdEf0123?x#y", "--period", "ytd"],
    "share.open",
    { token: "AbCdEf0123", period: "ytd" },
  ],
  [["admin", "shares", "--limit", "5"], "share.listAll", { limit: 5 }],
  [["admin", "block-share", ID, "--reason", "A scam"], "share.block", { shareId: ID, blocked: true, reason: "A scam" }],
  [["admin", "block-share", ID, "--no-blocked"], "share.block", { shareId: ID, blocked: false, reason: null }],
];

const files: [words: string[], path: string, input: object][] = [
  [
    ["attach", T, "FILE", "--id", ID],
    "transaction.attach",
    {
      portfolioId: P,
      transactionId: T,
      id: ID,
      name: "trades.csv",
      mediaType: "text/csv",
      data: Buffer.from(CSV).toString("base64"),
    },
  ],
  [
    [
      ...["import", "FILE", "--source", "koinly", "--wallet", W, "--date-order", "dmy", "--time-zone", "Europe/Berlin"],
      ...["--decimal", ",", "--delimiter", "semicolon", "--encoding", "windows-1252", "--currency", "EUR"],
      ...["--cash", "held", "--asset", "BTC=bitcoin,XYZ=none", "--place", "Kraken=Ledger", "--mapping", "broker"],
      ...["--id", ID, "--yes"],
    ],
    "portfolioImport.begin",
    {
      portfolioId: P,
      id: ID,
      fileName: "trades.csv",
      size: CSV.length,
      data: Buffer.from(CSV).toString("base64"),
      options: {
        format: "koinly",
        walletId: W,
        dateOrder: "dmy",
        timeZone: "Europe/Berlin",
        decimalMark: ",",
        delimiter: ";",
        encoding: "windows-1252",
        currency: "eur",
        cash: "held",
        assets: { BTC: "bitcoin", XYZ: null },
        places: { Kraken: W2 },
        mapping: { date: "Datum", asset: "Coin", quantity: "Menge" },
      },
    },
  ],
];

const asked: [words: string[], path: string, input: object][] = [
  [["show", "--wait-ms", "9000"], "figures.summary", { portfolioId: P, waitMs: 9000 }],
  [["holdings", P, "--closed"], "figures.holdings", { portfolioId: P, closed: true, waitMs: 250 }],
  [["lots", "btc"], "figures.lots", { portfolioId: P, assetId: "bitcoin" }],
  [["missing"], "figures.missing", { portfolioId: P }],
  [
    ["preview", "sell", "1", "bitcoin", "--transaction", T, "--date", "2026-01-30"],
    "figures.preview",
    {
      portfolioId: P,
      transactionId: T,
      draft: { type: "sell", quantity: "1", assetId: "bitcoin", date: "2026-01-30T00:00:00.000Z" },
    },
  ],
  [
    ["gains", "--year", "2025", "--asset", "btc", "--wallet", W, "--method", "hifo", "--limit", "5"],
    "figures.gains",
    {
      portfolioId: P,
      from: "2025-01-01",
      to: "2025-12-31",
      assetId: "bitcoin",
      walletId: W,
      method: "hifo",
      limit: 5,
    },
  ],
  [["income", "--from", "2025-03-01"], "figures.income", { portfolioId: P, from: "2025-03-01", limit: 50 }],
  [
    ["performance", "--period", "ytd", "--benchmark", "btc"],
    "figures.performance",
    { portfolioId: P, period: "ytd", benchmark: "bitcoin" },
  ],
  [["methods", "--to", "2025-12-31"], "figures.methods", { portfolioId: P, to: "2025-12-31" }],
  [["compare", P, "Salary"], "figures.compare", { portfolioIds: [P, canned.OTHER_PORTFOLIO_ID], period: "1y" }],
  [
    ["explain", "gain", "btc", "--disposal", T, "--depth", "1"],
    "figures.explain",
    { portfolioId: P, figure: "gain", assetId: "bitcoin", disposalId: T, matchIndex: 0 },
  ],
  [
    ["explain", "timeWeighted", "--from", "2025-01-01", "--to", "2025-12-31", "--depth", "1"],
    "figures.explain",
    { portfolioId: P, figure: "timeWeighted", from: "2025-01-01", to: "2025-12-31" },
  ],
  [["attachments", T], "transaction.attachments", { portfolioId: P, transactionId: T }],
  [["imports", "--limit", "5"], "portfolioImport.list", { portfolioId: P, limit: 5 }],
  [["import-status", ID], "portfolioImport.get", { portfolioId: P, importId: ID }],
  [
    ["import-rows", ID, "--state", "refused"],
    "portfolioImport.rows",
    { portfolioId: P, importId: ID, state: "refused", limit: 50 },
  ],
  [["import-formats"], "portfolioImport.formats", {}],
  [["import-mappings"], "portfolioImport.mappings", {}],
  [["export"], "exchange.exportDocument", { portfolioId: P }],
  [
    ["rates", "EUR", "--from", "2021-06-01", "--limit", "3"],
    "exchange.dayRates",
    { currency: "eur", from: "2021-06-01", limit: 3 },
  ],
  [["list", "--deleted"], "portfolio.list", { deleted: true }],
  [["info", P], "portfolio.get", { portfolioId: P }],
  [["wallets"], "wallet.list", { portfolioId: P }],
  [["transaction", T, "--json"], "transaction.get", { portfolioId: P, transactionId: T }],
  [
    [
      ...["transactions", "--json", "--from", "90d", "--to", "2026-01-30", "--types", "buy,sell", "--asset", "bitcoin"],
      ...["--wallet", W, "--tag", "cold", "--import", ID, "--text", "moved", "--deleted", "--order", "oldest"],
      ...["--limit", "5", "--cursor", "c1"],
    ],
    "transaction.list",
    {
      portfolioId: P,
      from: "2025-11-02",
      to: "2026-01-30",
      types: ["buy", "sell"],
      assetId: "bitcoin",
      walletId: W,
      tag: "cold",
      importId: ID,
      text: "moved",
      deleted: true,
      order: "oldest",
      limit: 5,
      cursor: "c1",
    },
  ],
];

/** The words with the portfolio named, where they do not name it themselves. */
function named(words: string[]): string[] {
  const nobodys = [
    "create",
    "restore",
    "list",
    "compare",
    "import-formats",
    "import-mappings",
    "import-delete-mapping",
  ];
  const about =
    [...nobodys, "demo", "rates", "set-rates"].includes(words[0] ?? "") || words.includes(P) || words.includes("sav");
  return ["portfolio", ...words, ...(about ? [] : ["--portfolio", P])];
}

describe("portfolio words in, input out", () => {
  it.each(changed)("%j", async (words, path, input) => {
    const { code, err } = await run(named(words), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls.filter(isChange)).toEqual([{ path, input }]);
  });

  it.each(moreChanges)("%j", async (words, path, input) => {
    const { code, err } = await run(named(words), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls.filter((call) => call.path === path)).toEqual([{ path, input }]);
  });

  it.each(shares)("%j", async (words, path, input) => {
    const { code, err } = await run(words, { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls).toEqual([{ path, input }]);
  });

  it.each(files)("%j", async (words, path, input) => {
    const file = join(homeOf(), "trades.csv");
    writeFileSync(file, CSV);
    const { code, err } = await run(named(words.map((word) => (word === "FILE" ? file : word))), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls.filter((call) => call.path === path)).toEqual([{ path, input }]);
  });

  it("takes a document and a mapping from a file or a pipe", async () => {
    const read = await run(["portfolio", "read-document"], { url: desk.url, piped: JSON.stringify(document) });
    expect(read.code).toBe(0);
    expect(desk.calls).toEqual([{ path: "exchange.importDocument", input: document }]);
    desk.calls.length = 0;
    const words = ["portfolio", "import-save-mapping", "broker", "--id", ID];
    const saved = await run(words, { url: desk.url, piped: JSON.stringify(mapping.mapping) });
    expect(saved.code).toBe(0);
    expect(desk.calls).toEqual([
      { path: "portfolioImport.saveMapping", input: { id: ID, name: "broker", mapping: mapping.mapping } },
    ]);
  });

  it.each(asked)("%j", async (words, path, input) => {
    const { code, err } = await run(named(words), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls.filter((call) => call.path === path)).toEqual([{ path, input }]);
  });
});

const refused: [words: string[], said: string[]][] = [
  [
    ["info", "sa"],
    ["It may be Savings", "Salary", "Write more of the name"],
  ],
  [
    ["info", "pension"],
    ['no portfolio "pension"', "Savings"],
  ],
  [["info"], ["Which portfolio?", "--portfolio", "portfolio use"]],
  [["info", P, "--portfolio", P], ["once"]],
  [
    ["add", "buy", "0,5", "bitcoin", "--portfolio", P],
    ["0,5", "1234.5"],
  ],
  [
    ["add", "buy", "half", "bitcoin", "--portfolio", P],
    ["half", "portfolio add buy 0.5 bitcoin"],
  ],
  [["add", "bui", "1", "bitcoin", "--portfolio", P], ['Did you mean "buy"?']],
  [["add", "split", "bitcoin", "10", "--portfolio", P], ["bitcoin 1:10"]],
  [
    ["add", "buy", "1", "bitcoin", "--price", "1,000", "--portfolio", P],
    ["--price", "thousands without a mark"],
  ],
  [["add", "buy", "1", "bitcoin", "--portfolio", P], ["--yes"]],
  [["add", "buy", "1", "fiat:EUR", "--portfolio", P, "--yes"], ["fiat: with a currency code"]],
  [["edit", P], ["Say what to change"]],
  [["edit", P, "--methods", "fifo,2026=hifo"], ["--methods"]],
  [
    ["edit", P, "--methods", "fofo"],
    ["--methods", "Did you mean"],
  ],
  [["edit", P, "--benchmark", "bitcoin=x"], ["--benchmark"]],
  [["wallet", "edit", "krak", "--portfolio", P], ["Say what to change"]],
  [
    ["wallet", "edit", "trezor", "--name", "x", "--portfolio", P],
    ['no wallet "trezor"', "Kraken"],
  ],
  [
    ["delete", P],
    ["--yes", "3 transactions"],
  ],
  [["transactions", "edit", T, "--portfolio", P], ["Say what to change"]],
  [
    ["transactions", "--types", "buys", "--portfolio", P],
    ["--types", 'Did you mean "buy"?'],
  ],
  [["transaction", "7", "--portfolio", P], ["<transaction>"]],
];

describe("portfolio words that cannot be meant", () => {
  it.each(refused)("%j", async (words, said) => {
    const { code, out, err } = await run(["portfolio", ...words], { url: desk.url });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    for (const text of said) expect(err).toContain(text);
    expect(desk.calls.filter(isChange)).toEqual([]);
  });
});
