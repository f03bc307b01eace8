import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../src/run-cli.ts";
import * as figures from "./canned-figures.ts";
import * as files from "./canned-imports.ts";
import * as canned from "./canned-portfolio.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";
import { fakeTerminal, homeOf, run, typing } from "./fake-terminal.ts";

let desk: FakeDesk;
beforeEach(async () => {
  desk = await startFakeDesk();
});
afterEach(() => desk.close());

const P = canned.PORTFOLIO_ID;
const about = (...words: string[]) => ["portfolio", ...words, "--portfolio", P];

describe("figures of a portfolio", () => {
  it("says gains and losses in words, and unknown where something is not known", async () => {
    const { out } = await run(about("show"), { url: desk.url });
    expect(out).toMatch(/Value +64,250\.13 EUR/);
    expect(out).toMatch(/Cost basis +unknown; 50,000\.00 EUR of it is known/);
    expect(out).toMatch(/Unrealised +unknown/);
    expect(out).toMatch(/Realised +loss 1,234\.50 EUR/);
    expect(out).toMatch(/Income +0\.0000421 EUR, and 1 of unknown value/);
    expect(out).toMatch(/Missing +2 \(see: cryptodesk portfolio missing\)/);
  });

  it("lists holdings: short in words, no zero for what is unknown", async () => {
    const { out, err } = await run(about("holdings"), { url: desk.url });
    const [, bitcoin, house] = out.split("\n").map((line) => line.split(/ {2,}/).map((cell) => cell.trim()));
    expect(bitcoin?.slice(0, 4)).toEqual(["BTC", "0.5", "64,250.12", "32,125.06"]);
    expect(house?.slice(0, 7)).toEqual(["House", "short 1.5", "unknown", "unknown", "unknown", "unknown", "unknown"]);
    expect(house).toContain("loss 250.50");
    expect(err).toContain("Amounts in EUR.");
  });

  it("keeps every digit in JSON and CSV", async () => {
    const json = await run([...about("holdings"), "--json"], { url: desk.url });
    expect(JSON.parse(json.out)).toEqual(figures.holdings);
    const csv = await run([...about("gains", "--format", "csv", "--fields", "day,gain,cost")], { url: desk.url });
    expect(csv.out).toBe(
      "day,gain,cost\r\n2025-06-01,-1000.123456789012345678,6000.123456789012345678\r\n2025-06-01,,\r\n",
    );
  });

  it("prints the totals of gains beside the matches, and how many are in no sum", async () => {
    const { out, err } = await run(about("gains", "--year", "2025"), { url: desk.url });
    expect(err).toMatch(/Gain +gain 1,234\.00 EUR/);
    expect(err).toMatch(/Long-term +loss 266\.00 EUR/);
    expect(err).toMatch(/Gain unknown +1, in no sum/);
    expect(out).toContain("loss 1,000.12");
    expect(out.split("\n")[2]).toContain("unknown");
  });

  it("draws performance on a terminal, and says why there is no rate", async () => {
    const { out } = await run(about("performance"), { url: desk.url, tty: true, columns: 100 });
    expect(out).toMatch(/[⠁-⣿]/u);
    expect(out).toContain("100 at the start");
    expect(out).toMatch(/Time-weighted +gain 5\.23%/);
    expect(out).toMatch(/Simple +loss 1\.67%/);
    expect(out).toContain("no rate solves it: all flows have one sign");
    expect(out).toContain("25.00% from 2026-01-05 to 2026-01-20, not recovered");
  });

  it("compares methods; one that cannot be used has no figures", async () => {
    const { out } = await run(about("methods"), { url: desk.url });
    const row = out.split("\n").find((line) => line.startsWith("section-104"));
    expect(row).not.toContain("0.00");
    expect(row).toContain("It knows no shorts.");
  });

  it("says how old the figures are while they are calculated anew", async () => {
    desk.answers["figures.summary"] = () => ({
      ...figures.summary,
      calculation: { ...canned.fresh, state: "recomputing", progress: 0.42 },
    });
    const { err } = await run(about("show"), { url: desk.url });
    expect(err).toContain("calculating (42%), figures of 60m ago");
  });
});

describe("explain", () => {
  beforeEach(() => {
    desk.answers["figures.explain"] = ({ figure }: { figure: string }) =>
      figure === "lot" ? figures.unknownExplanation : figures.explanation;
  });

  it("is a tree of exact values with formula, reference and sources, opened as deep as asked", async () => {
    const { out } = await run(about("explain", "gain", "other:x", "--disposal", "d1"), { url: desk.url });
    expect(out).toContain("gain = minus 1000.123456789012345678 EUR");
    expect(out).toContain("realised gain: proceeds − cost  [26 CFR 1.1001-1]");
    expect(out).toContain("├─ price = 64250.12  coingecko, 2026-01-31 11:59 UTC");
    expect(out).toContain("│  └─ lot = unknown");
    expect(out).toContain("unknown: the cost of 0.1 BTC of 2025-03-01 is not known");
    expect(out).toContain("step gain = difference(proceeds, cost) = minus 1000.123456789012345678");
    expect(out).toContain("the same to the last decimal");
  });

  it("names the words for what it does not open, and opens nothing within itself", async () => {
    const closed = await run(about("explain", "gain", "other:x", "--disposal", "d1", "--depth", "1"), {
      url: desk.url,
    });
    expect(closed.out).toContain(`opens: portfolio explain transactionValue --transaction ${canned.TRANSACTION_ID}`);
    expect(closed.out).toContain("opens: portfolio explain lot bitcoin --lot lot-1");
    desk.calls.length = 0;
    await run(about("explain", "gain", "other:x", "--disposal", "d1", "--depth", "10"), { url: desk.url });
    expect(desk.calls.length).toBeLessThan(10);
  });

  it("says loudly when it cannot be computed again", async () => {
    desk.answers["figures.explain"] = () => ({ ...figures.explanation, recomputed: "-1000" });
    const { out } = await run(about("explain", "realizedPnl", "--depth", "1"), { url: desk.url });
    expect(out).toContain("computed again from the above: -1000");
  });
});

describe("recording at a terminal", () => {
  const words = about("add", "sell", "0.2", "other:x", "--value", "14000");
  const signIn = (answer: string) => async () => {
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(words, terminal.cli);
    await typing(terminal, "Record it?", `${answer}\r`);
    return { code: await ended, terminal };
  };

  it("shows the effect and records what is agreed to, under an id of its own", async () => {
    const { code, terminal } = await signIn("y")();
    expect(code).toBe(0);
    expect(terminal.err()).toContain("0.5 → 0.3");
    expect(terminal.err()).toContain("gain 1,988.00 EUR");
    expect(terminal.err()).toContain("The date is older than 30 days.");
    const made = desk.calls.find(({ path }) => path === "transaction.create")?.input;
    expect(made).toMatchObject({ type: "sell", id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/) });
  });

  it("records nothing without agreement", async () => {
    const { code } = await signIn("n")();
    expect(code).toBe(1);
    expect(desk.calls.map(({ path }) => path)).not.toContain("transaction.create");
  });

  it("says by which flag a refusal is overruled", async () => {
    desk.answers["transaction.create"] = () => {
      throw refusal(409, "4.7 BTC more went out than came in. Record it, or allow it (allowMissing).");
    };
    const { code, err } = await run([...words, "--yes"], { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain("--allow-missing");
  });
});

describe("an answer that is lost", () => {
  const made = () => desk.calls.flatMap(({ path, input }) => (path === "wallet.create" ? [input] : []));

  it("is asked for once more under the same id", async () => {
    desk.answers["wallet.create"] = () => {
      if (made().length === 1) throw new Error("the line is dead");
      return canned.wallet;
    };
    const { code, out } = await run(about("wallet", "add", "Kraken"), { url: desk.url });
    expect(code).toBe(0);
    expect(out).toContain("Kraken");
    const [first, second] = made();
    expect(made()).toHaveLength(2);
    expect(second).toEqual(first);
  });

  it("names the id with which the command makes nothing twice, where none came at all", async () => {
    desk.answers["wallet.create"] = () => {
      throw new Error("the line is dead");
    };
    const { code, err } = await run(about("wallet", "add", "Kraken"), { url: desk.url });
    expect(code).toBe(1);
    expect(err).toContain(`--id ${Reflect.get(Object(made()[0]), "id")} makes nothing twice`);
  });
});

describe("the portfolio that is meant", () => {
  it("is the only one, or the one that was remembered", async () => {
    desk.answers["portfolio.list"] = () => ({
      items: [{ portfolio: canned.savings, totals: null, calculation: canned.fresh }],
      nextCursor: null,
    });
    expect((await run(["portfolio", "info"], { url: desk.url })).out).toContain("Savings");
    const home = homeOf();
    await run(["portfolio", "use", "sav"], { url: desk.url, home });
    desk.calls.length = 0;
    expect((await run(["portfolio", "info"], { url: desk.url, home })).code).toBe(0);
    expect(desk.calls).toEqual([{ path: "portfolio.get", input: { portfolioId: P } }]);
  });

  it("is told as the remembered one where the desk does not have it", async () => {
    const home = homeOf();
    writeFileSync(join(home, "config.json"), JSON.stringify({ portfolio: P }));
    desk.answers["portfolio.get"] = () => {
      throw refusal(404, "There is no such portfolio.");
    };
    const { code, err } = await run(["portfolio", "info"], { url: desk.url, home });
    expect(code).toBe(1);
    expect(err).toContain("portfolio use <portfolio>");
  });
});

describe("importing a file", () => {
  function csv(): string {
    const path = join(mkdtempSync(join(tmpdir(), "cryptodesk-import-")), "trades.csv");
    writeFileSync(path, "Date,Amount\n");
    return path;
  }
  const states = (...found: object[]) => {
    desk.answers["portfolioImport.get"] = () => (found.length > 1 ? found.shift() : found[0]);
  };

  it("without a terminal ends with the flags that answer what the file leaves open", async () => {
    states(files.asking);
    const { code, err } = await run(about("import", csv(), "--yes"), { url: desk.url });
    expect(code).toBe(2);
    expect(err).toContain("Answer with --date-order dmy|mdy");
    expect(err).toContain("Answer with --asset LUNA=terra-luna|terra-luna-2");
    expect(desk.calls.map(({ path }) => path)).not.toContain("portfolioImport.commit");
  });

  it("asks at a terminal, analyses with the answers, shows what is refused, and records what is agreed to", async () => {
    states(files.asking, files.ready, files.committed);
    const terminal = fakeTerminal({ url: desk.url, tty: true });
    const ended = runCli(about("import", csv()), terminal.cli);
    await typing(terminal, "Which is it?", "\r");
    await typing(terminal, "What is LUNA?", "\r");
    await typing(terminal, "Record 2 transactions of trades.csv (1 row is refused)?", "y\r");
    expect(await ended).toBe(0);
    expect(desk.calls.find(({ path }) => path === "portfolioImport.analyse")?.input).toMatchObject({
      options: { dateOrder: "dmy", assets: { LUNA: "terra-luna" } },
    });
    expect(terminal.err()).toContain("There is no 30th of February.");
    expect(terminal.out()).toContain("recorded");
    expect(terminal.err()).toContain("import --undo");
  });

  it("ends with 1 and the row where a file cannot be used", async () => {
    states(files.refusedFile);
    const { code, out } = await run(about("import", csv(), "--yes"), { url: desk.url });
    expect(code).toBe(1);
    expect(out).toContain("line 7: The amount 1.2E+15 lost digits. (2024-01-01, 1.2E+15)");
  });

  it("stops after the dry run, and shows rows before it asks", async () => {
    const dry = await run(about("import", csv(), "--dry-run"), { url: desk.url });
    expect(dry.code).toBe(0);
    expect(dry.err).toContain("There is no 30th of February.");
    expect(dry.err).toContain("import-commit");
    const asked = await run(about("import", csv()), { url: desk.url });
    expect(asked.code).toBe(2);
    expect(asked.err).toContain("--yes");
    expect(desk.calls.map(({ path }) => path)).not.toContain("portfolioImport.commit");
  });

  it("sends a long file part by part", async () => {
    const path = csv();
    writeFileSync(path, "x".repeat(300_000));
    desk.answers["portfolioImport.begin"] = () => ({ ...files.ready, size: 300_000, received: 131_072 });
    states(files.committed);
    await run(about("import", path, "--yes"), { url: desk.url });
    const offsets = desk.calls.flatMap(({ path: called, input }) =>
      called === "portfolioImport.upload" ? [Reflect.get(Object(input), "offset")] : [],
    );
    expect(offsets).toEqual([131_072, 262_144]);
  });
});

describe("what goes to a file", () => {
  it("is an export that can be read in again", async () => {
    const path = join(homeOf(), "savings.json");
    const { code, out } = await run(about("export", "--output", path), { url: desk.url });
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(files.document);
  });

  it("never replaces a file that was not named", async () => {
    const cwd = homeOf();
    const words = about("import-file", files.IMPORT_ID);
    expect((await run(words, { url: desk.url, cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, "trades.csv"), "utf8")).toBe("a,b\n");
    expect((await run(words, { url: desk.url, cwd })).err).toContain("--output");
  });
});

describe("a link", () => {
  it("is printed alone, and opened it leaves hidden amounts out", async () => {
    const made = await run(["share", "create", P], { url: desk.url });
    expect(made.out).toBe(`${files.created.url}\n`);
    const { out, err } = await run(["share", "open", files.created.url], { url: desk.url });
    expect(out).toMatch(/Of the cost +loss 7\.50%/);
    expect(out).not.toContain("Value");
    expect(err).toContain("SIMULATED");
  });
});
