import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { homeOf, run } from "../fake-terminal.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const root = resolve(import.meta.dirname, "../../../..");
const main = join(root, "packages/api/src/main.ts");
const exported = resolve(root, "../shared/data/imports/rotki/bitstamp.csv");
const missing = existsSync(exported) ? null : "the exported files of exchanges are not here";
const title = `a portfolio from the terminal${missing === null ? "" : `: skipped, ${missing}`}`;

const PASSWORD = "correct horse battery staple";
const home = homeOf();
let desk: ChildProcess;
let url: string;
let setupToken: string;

beforeAll(async () => {
  if (missing !== null) return;
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  desk = spawn(process.execPath, ["--conditions=source", main], {
    env: {
      PATH: process.env.PATH ?? "",
      HOST: "127.0.0.1",
      PORT: String(port),
      CRYPTODESK_DATA_DIR: mkdtempSync(join(tmpdir(), "cryptodesk-terminal-")),
      MARKET_SOURCE: "sandbox",
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  desk.stdout?.on("data", (text) => {
    printed += text;
  });
  const tokenIn = () => /setup token: (\S+)/.exec(printed)?.[1] ?? "";
  await vi.waitFor(() => expect(tokenIn()).not.toBe(""), { timeout: 110_000 });
  setupToken = tokenIn();
});
afterAll(async () => {
  if (desk?.exitCode !== null) return;
  desk.kill("SIGTERM");
  await once(desk, "exit");
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Runs a command to its good end and answers what it printed. */
async function cryptodesk(words: string[], piped?: string): Promise<string> {
  const { code, out, err } = await run(words, {
    url,
    home,
    now: () => new Date(),
    ...(piped !== undefined && { piped }),
  });
  expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
  return out;
}

const json = async (words: string[]) => JSON.parse(await cryptodesk([...words, "--json"]));

describe.skipIf(missing !== null)(title, () => {
  it("imports an exchange's file, mends what it lacks, explains a gain, compares methods, and takes all of it back", async () => {
    await cryptodesk(["auth", "register", "ada@example.com", "--password-stdin"], `${PASSWORD}\n${setupToken}\n`);
    await cryptodesk(["login", "ada@example.com", "--password-stdin"], `${PASSWORD}\n`);
    await cryptodesk(["portfolio", "create", "Savings", "--currency", "eur"]);
    await cryptodesk(["portfolio", "use", "savings"]);

    const imported = await json(["portfolio", "import", exported, "--yes"]);
    expect(imported).toMatchObject({ state: "committed", counts: { rows: 3, new: 2, ignored: 1 } });
    const again = await run(["portfolio", "import", exported, "--yes"], { url, home, now: () => new Date() });
    expect(again.code).toBe(1);
    expect(again.out).toMatch(/There already +2/);

    const { items } = await json(["portfolio", "transactions", "--order", "oldest"]);
    expect(items.map(({ type, quantity }: { type: string; quantity: string }) => [type, quantity])).toEqual([
      ["deposit", "2"],
      ["sell", "1"],
    ]);
    const deposit: string = items[0].id;
    await cryptodesk(["portfolio", "transaction", "edit", deposit, "--cost", "3000.25"]);

    const gains = await json(["portfolio", "gains", "--year", "2022"]);
    // Sold for 2214.01 less a fee of 10.87005; half of what both cost.
    expect(gains.totals).toMatchObject({ proceeds: "2203.13995", cost: "1500.125", gain: "703.01495", withoutGain: 0 });
    const { disposalId, matchIndex } = gains.items[0];
    const words = ["portfolio", "explain", "gain", "ethereum", "--disposal", disposalId];
    const explained = await json([...words, "--match-index", String(matchIndex)]);
    expect(explained).toMatchObject({ value: "703.01495", recomputed: "703.01495" });
    expect(await cryptodesk([...words, "--depth", "3"])).toContain("the same to the last decimal");

    const holdings = await json(["portfolio", "holdings", "--wait-ms", "10000"]);
    expect(holdings.items).toMatchObject([{ asset: { id: "ethereum" }, quantity: "1", costBasisTotal: "1500.125" }]);
    const methods = await json(["portfolio", "methods"]);
    expect(methods.items.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).method).toBe("fifo");
    const edited = await json(["portfolio", "edit", "--methods", "average"]);
    expect(edited.rules.methods).toEqual([{ fromDay: "1970-01-01", method: "average" }]);
    expect((await json(["portfolio", "gains"])).method).toContain("average");

    const refused = await run(["portfolio", "import", "--undo", imported.id, "--yes"], {
      url,
      home,
      now: () => new Date(),
    });
    expect(refused.code).toBe(1);
    expect(refused.err).toContain("--allow-edited");
    await cryptodesk(["portfolio", "import", "--undo", imported.id, "--allow-edited", "--yes"]);
    expect((await json(["portfolio", "transactions"])).total).toBe(0);
  });
});
