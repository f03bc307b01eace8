import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { grace } from "./canned-accounts.ts";
import * as canned from "./canned-answers.ts";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";
import { run } from "./fake-terminal.ts";

let desk: FakeDesk;
beforeEach(async () => {
  desk = await startFakeDesk();
});
afterEach(() => desk.close());

const page = (items: object[], nextCursor: string | null = null) => ({ items, nextCursor });
const ESCAPE = "\u001b[";

describe("a list elsewhere than on a terminal", () => {
  it("is plain aligned text: two spaces between columns, none doubled inside, no arrows, no colours", async () => {
    desk.answers["market.list"] = () =>
      page([canned.bitcoin, { ...canned.bitcoin, id: "usd-coin", symbol: "USDC", name: "USD Coin", rank: 10 }]);
    const { out } = await run(["market", "list"], { url: desk.url });
    expect(out).toBe(
      [
        " #  Symbol  Name        Price $      1h     24h      7d  Market cap  Volume 24h  Age  Source",
        " 1  BTC     Bitcoin   64,250.12  +0.10%  +2.51%  -1.20%       1.27T      31.00B  12s  coingecko",
        "10  USDC    USD Coin  64,250.12  +0.10%  +2.51%  -1.20%       1.27T      31.00B  12s  coingecko",
        "",
      ].join("\n"),
    );
  });

  it("says on stderr how old the prices are, and that there is more", async () => {
    desk.answers["market.list"] = () => page([canned.bitcoin, canned.hostile], "next-page");
    const { out, err } = await run(["market", "list"], { url: desk.url });
    expect(err).toContain("Prices are 12s to 2d old.");
    expect(err).toContain("--cursor next-page");
    expect(out).not.toContain("next-page");
  });

  it("marks simulated prices in the data and on stderr", async () => {
    desk.answers["market.list"] = () => page([canned.hostile]);
    const { out, err } = await run(["market", "list"], { url: desk.url });
    expect(out).toContain("simulated");
    expect(err).toContain("SIMULATED MARKET");
  });

  it("shows unknown values as -, tiny prices without exponent, and lets no name drive the terminal", async () => {
    desk.answers["market.list"] = () => page([canned.hostile]);
    const { out } = await run(["market", "list"], { url: desk.url });
    const row = out.split("\n")[1]?.split(/ {2,}/);
    expect(row).toEqual(
      [
        "-",
        "=CMD()",
        '[31mRed eman, "quoted"',
        "0.00000000005637",
        "-",
        "0.00%",
        "+1.60e+39%",
        "-",
        "-",
        "2d",
        "simulated",
      ].map(String),
    );
    expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}|\u202e/u);
  });

  it("is nothing but a note when nothing matches, and that is no failure", async () => {
    desk.answers["market.list"] = () => page([]);
    const { code, out, err } = await run(["market", "list"], { url: desk.url });
    expect({ code, out, err }).toEqual({ code: 0, out: "", err: "No coin matches.\n" });
  });
});

describe("a list on a terminal", () => {
  it("has arrows and a ruled header, and colours unless they are unwanted", async () => {
    const coloured = await run(["market", "list"], { url: desk.url, tty: true, environment: { noColor: false } });
    expect(coloured.out).toContain(`${ESCAPE}32m▲ 2.51%`);
    expect(coloured.out).toContain("──");
    const plain = await run(["market", "list"], { url: desk.url, tty: true, environment: { noColor: true } });
    expect(plain.out).toContain("▲ 2.51%");
    expect(plain.out).not.toContain(ESCAPE);
    const flag = await run(["market", "list", "--no-color"], {
      url: desk.url,
      tty: true,
      environment: { noColor: false },
    });
    expect(flag.out).not.toContain(ESCAPE);
  });

  it("fits: it leaves out what matters least", async () => {
    const { out } = await run(["market", "list"], { url: desk.url, tty: true, columns: 60 });
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(60);
    expect(out).toContain("64,250.12");
    expect(out).toContain("▲ 2.51%");
    expect(out).not.toContain("coingecko");
  });
});

describe("JSON", () => {
  it("is the contract's page with exact values", async () => {
    const { out } = await run(["market", "list", "--json"], { url: desk.url });
    expect(JSON.parse(out)).toEqual(page([canned.bitcoin]));
  });

  it("holds only the asked fields, in their order", async () => {
    desk.answers["market.list"] = () =>
      page([{ id: "bitcoin", priceUsd: "64250.12", simulated: false, asOf: canned.bitcoin.asOf }]);
    const { out } = await run(["market", "list", "--json", "--fields", "priceUsd,id"], { url: desk.url });
    expect(JSON.parse(out)).toEqual(page([{ priceUsd: "64250.12", id: "bitcoin" }]));
    expect(out.indexOf("priceUsd")).toBeLessThan(out.indexOf('"id"'));
  });

  it("escapes what a terminal would obey", async () => {
    desk.answers["market.list"] = () => page([{ ...canned.bitcoin, name: "a\u009b31m\u007f" }]);
    const { out } = await run(["market", "list", "--json"], { url: desk.url });
    expect(out).toContain("a\\u009b31m\\u007f");
    expect(JSON.parse(out).items[0].name).toBe("a\u009b31m\u007f");
  });

  it("keeps the rest of a document that has rows", async () => {
    const { out } = await run(["market", "history", "bitcoin", "--json"], { url: desk.url });
    expect(JSON.parse(out)).toEqual(canned.history);
    const gaps = await run(["market", "gaps", "bitcoin", "--json"], { url: desk.url });
    expect(JSON.parse(gaps.out)).toEqual(canned.gapMap);
  });

  it("cuts a record down by paths", async () => {
    const { out } = await run(["market", "show", "btc", "--json", "--fields", "listing.priceUsd,ranges"], {
      url: desk.url,
    });
    expect(JSON.parse(out)).toEqual({ listing: { priceUsd: "64250.12" }, ranges: canned.detail.ranges });
  });

  it("refuses a path that is not there with a suggestion", async () => {
    const { code, err } = await run(["market", "show", "btc", "--fields", "listing.priceUSD"], { url: desk.url });
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "listing.priceUsd"?');
  });
});

describe("CSV", () => {
  it("has a header, CRLF, quotes where needed, and disarms formulas but not negative numbers", async () => {
    desk.answers["market.list"] = () => page([canned.hostile]);
    const { out } = await run(
      ["market", "list", "--format", "csv", "--fields", "id,symbol,name,rank,change24hPct,categories"],
      { url: desk.url },
    );
    expect(out).toBe(
      'id,symbol,name,rank,change24hPct,categories\r\nboringdao-[old],\'=CMD(),"\u001b[31mRed\u0007 \u202eeman, ""quoted""",,-1e-9,Layer 1\r\n',
    );
  });

  it("holds every listing field but the sparkline", async () => {
    const { out } = await run(["market", "list", "--format", "csv"], { url: desk.url });
    const header = out.split("\r\n")[0]?.split(",");
    expect(header).toContain("simulated");
    expect(header).not.toContain("sparkline7d");
  });

  it("of a record is one line for each value", async () => {
    const { out } = await run(["status", "--format", "csv", "--fields", "version,database.state"], { url: desk.url });
    expect(out).toBe("field,value\r\nversion,0.1.0\r\ndatabase.state,up\r\n");
  });

  it("of a comparison has a column for each coin", async () => {
    const { out } = await run(["market", "compare", "bitcoin", "ethereum", "--format", "csv"], { url: desk.url });
    expect(out.split("\r\n").slice(0, 3)).toEqual([
      "time,bitcoin,ethereum",
      "2026-01-01T00:00:00.000Z,100,100",
      "2026-01-02T00:00:00.000Z,101,",
    ]);
  });
});

describe("--all", () => {
  it("follows the cursor to the end, 250 rows at a time, as one JSON document", async () => {
    const pages: Record<string, object> = {
      start: page([{ id: "a" }], "c1"),
      c1: page([{ id: "b" }], "c2"),
      c2: page([{ id: "c" }]),
    };
    desk.answers["market.list"] = ({ cursor }: { cursor?: string }) => pages[cursor ?? "start"];
    const { out } = await run(["market", "list", "--all", "--json"], { url: desk.url });
    expect(JSON.parse(out)).toEqual(page([{ id: "a" }, { id: "b" }, { id: "c" }]));
    expect(desk.calls.map(({ input }) => input)).toMatchObject([
      { limit: 250 },
      { limit: 250, cursor: "c1" },
      { limit: 250, cursor: "c2" },
    ]);
  });

  it("ends when the server repeats a page", async () => {
    desk.answers["market.list"] = () => page([{ id: "a" }], "same");
    const { code, err } = await run(["market", "list", "--all", "--json"], { url: desk.url });
    expect(code).not.toBe(0);
    expect(err).toContain("repeats a page");
  });
});

describe("records", () => {
  it("shows a coin with its figures, source and age", async () => {
    const { out } = await run(["market", "show", "btc"], { url: desk.url });
    expect(out).toContain("Bitcoin (BTC)  #1  bitcoin");
    expect(out).toMatch(/Priced at +2026-01-31 11:59:48 UTC \(12s ago\)/);
    expect(out).toMatch(/Second source +coinmarketcap: \$64,251\.00 \(\+0\.01%\)/);
    expect(out).toMatch(/Market cap +\$1\.27T/);
    expect(out).toContain("bitcoin-clone");
  });

  it.each([
    ["market count", /^1,234 of 10,412 coins\n$/],
    ["market overview", /Dominance +BTC 57\.30%/],
    ["market report", /The market rose by 1\.5 %\./],
    ["market reports", /2026-01-30 +2\.40T +\+1\.50%/],
    ["market providers", /coingecko +yes +keyless +closed +12s +1,200 +0\.50% +21\/30/],
    ["market quarantine", /64,000\.00 +128,000\.00 +\+100\.00%/],
    ["market set-aside", /dust +no_price +3/],
    ["market coverage", /BTC +Bitcoin +complete +4 +1 +2026-01-02 00:00:00 +█·▒██/],
    ["market gaps bitcoin", /points +1d +2026-01-15 00:00:00 +2026-01-16 00:00:00 +4 +no: splits the series/],
    ["market candles bitcoin", /2026-01-01 00:00:00 +100\.00 +104\.00 +98\.00 +103\.00 +12\.50 +closed/],
    ["market compare bitcoin ethereum", /ethereum +ETH +-2\.00% +- +2\.00%/],
    ["market similar bitcoin", /ETH +Ethereum +2 +0\.87 +90 +-2\.00%/],
    ["market top", /BTC +Bitcoin +64,250\.12/],
    ["jobs list", /refresh-listings +- +succeeded +manual/],
    ["status", /Database +up, embedded/],
    ["whoami", /Second factor +none/],
    ["auth options", /Registration +open/],
    ["auth keys", /kid-1 +RS256 +sig +RSA/],
    ["account sessions", /yes +CLI on desk-7 +this network +60m +60m +2026-02-07 11:00:00 +password, totp/],
    ["account notices", /2026-01-31 11:00:00 +new +newDevice +Signed in on Firefox/],
    ["account second-factors", /This laptop +60m old, never used, synced +AAAA/],
    ["account external-identities", /https:\/\/provider\.example +ada@example\.com +60m +-/],
    ["account keys", /reporting +cdk_abcdefgh… +active +market:read +never +2026-05-01/],
    ["account audit", /account\.change +refused +ada@example\.com +grace@example\.com .*role: analyst to viewer/],
    ["admin accounts", /grace@example\.com +Grace +viewer +disabled +totp +0 +1 +never/],
    ["admin account grace@example.com", /State +disabled/],
    ["admin limits", /login, address +login:ip:192\.0\.2\.7 +6 +2026-01-31 12:05:00 UTC \(in 5m\)/],
    ["admin policy", /Second factor needed by +admin/],
    ["admin signing-keys", /kid-1 +2026-01-31 11:00:00 +- +-/],
    ["workspace show", /preferences +3 +21 +2026-01-31 11:00:00 UTC/],
  ])("%s", async (words, shown) => {
    const { code, out } = await run(words.split(" "), { url: desk.url });
    expect(code).toBe(0);
    expect(out).toMatch(shown);
  });
});

describe("lists of accounts", () => {
  it.each([
    ["account keys", "account.keys", "cryptodesk account create-key"],
    ["account external-identities", "account.externalIdentities", "No single sign-on"],
    ["account sessions", "account.sessions", "No sessions."],
    ["account notices", "account.notices", "No notices."],
    ["account audit", "audit.own", "No entries."],
    ["admin audit", "audit.list", "No entries."],
    ["admin accounts", "admin.accounts", "No account matches."],
    ["admin limits", "admin.limits", "Nobody runs into a limit."],
    ["workspace show", "workspace.read", "Nothing is saved"],
  ])("%s: nothing is no failure, and stderr says so", async (words, path, said) => {
    desk.answers[path] = () => page([]);
    const { code, out, err } = await run(words.split(" "), { url: desk.url });
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toContain(said);
  });

  it("come as CSV and JSON with every field of the contract", async () => {
    const csv = await run(["admin", "audit", "--format", "csv"], { url: desk.url });
    expect(csv.out.split("\r\n")[0]).toBe(
      "id,at,action,outcome,actor,actorId,impersonatedBy,target,detail,ip,userAgent,requestId,changes",
    );
    const json = await run(["admin", "accounts", "--json", "--fields", "email,isActive"], { url: desk.url });
    expect(JSON.parse(json.out)).toEqual(page([{ email: "grace@example.com", isActive: false }]));
  });

  it("let no name drive the terminal", async () => {
    desk.answers["admin.accounts"] = () => page([{ ...grace, name: "\u001b[31mRed\u0007" }]);
    const { out } = await run(["admin", "accounts"], { url: desk.url });
    expect(out).toContain("[31mRed");
    expect(out.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });
});

describe("what is done without an answer", () => {
  it("is said on stderr, and is an empty document in JSON", async () => {
    const words = ["account", "revoke-key", canned.JOB_ID];
    const plain = await run(words, { url: desk.url });
    expect(plain).toMatchObject({ code: 0, out: "", err: "The key works no longer.\n" });
    const json = await run([...words, "--json"], { url: desk.url });
    expect(json).toMatchObject({ code: 0, out: "{}\n", err: "" });
  });
});

describe("charts", () => {
  it("are drawn on a terminal, within its width, with dates below and prices beside", async () => {
    const { out, err } = await run(["market", "history", "bitcoin"], { url: desk.url, tty: true, columns: 80 });
    expect(out).toMatch(/[\u2801-\u28ff]/);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
    expect(out).toContain("62,900.00 ┤");
    expect(out).toContain("60,000.00 ┤");
    expect(out).toContain("2026-01-01");
    expect(out).toContain("2026-01-30");
    expect(err).toContain("1 gap (1 too long to join)");
  });

  it("draw candles with bodies and wicks", async () => {
    const { out } = await run(["market", "candles", "bitcoin"], { url: desk.url, tty: true });
    expect(out).toContain("┃");
    expect(out).toContain("│");
    expect(out).toContain("binance BTCUSDT");
  });

  it("give way to the table when a format is asked for", async () => {
    const { out } = await run(["market", "history", "bitcoin", "--format", "table"], { url: desk.url, tty: true });
    expect(out).not.toMatch(/[\u2801-\u28ff]/);
    expect(out).toContain("2026-01-02 00:00:00");
  });

  it("are marked when the market is simulated", async () => {
    desk.answers["market.history"] = () => ({ ...canned.history, simulated: true });
    const { out, err } = await run(["market", "history", "bitcoin"], { url: desk.url, tty: true });
    expect(out).toContain("SIMULATED");
    expect(err).toContain("SIMULATED MARKET");
  });
});
