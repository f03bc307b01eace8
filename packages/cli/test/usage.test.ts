import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";
import { run } from "./fake-terminal.ts";

let desk: FakeDesk;
beforeAll(async () => {
  desk = await startFakeDesk();
});
afterAll(() => desk.close());

const refused: [words: string, said: string[]][] = [
  ["market lst", ["unknown command 'lst'", "Did you mean list?"]],
  ["markt list", ["unknown command 'markt'", "Did you mean market?"]],
  ["market list --lmit 5", ["unknown option '--lmit'", "Did you mean --limit?", "See: cryptodesk market list --help"]],
  ["market list --sort markteCap", ["--sort", 'Did you mean "marketCap"?']],
  ["market list --format tabel", ["--format", 'Did you mean "table"?']],
  ["market list --fields priceUSD", ["--fields", 'Did you mean "priceUsd"?']],
  ["market list --limit 251", ["--limit: ", "250"]],
  ["market list --limit many", ["--limit", "whole number"]],
  ["market list --min-market-cap lots", ["--min-market-cap", "250k"]],
  ["market list --min-change five", ["--min-change", "percentage"]],
  ["market list --min-rank 0", ["--min-rank: "]],
  ["market list --json --format csv", ["--json", "--format"]],
  ["market list extra", ["too many arguments"]],
  ["market list --url ftp://x", ["--url", "http://127.0.0.1:4000"]],
  ["market list --timeout 0", ["--timeout", "above 0"]],
  ["market show", ["missing required argument 'coin'"]],
  ["market history bitcoin --from 2026-02-31", ["--from", "30d, 12h"]],
  ["market candles bitcoin --timeframe 4hh", ["--timeframe", 'Did you mean "4h"?']],
  ["market candles bitcoin --limit 1001", ["--limit: "]],
  ["market list --then volme:desc", ["--then", 'Did you mean "volume"?']],
  ["market list --then volume", ["--then", "asc, desc"]],
  ["market list --then price:asc,name:asc,rank:asc", ["--then: "]],
  ["market top gainerz", ["category", 'Did you mean "gainers"?']],
  ["market compare bitcoin", ["<coins>: "]],
  ["market report yesterday", ["<date>: "]],
  ["market resolve not-a-uuid accept", ["<id>: "]],
  ["market resolve 01900000-0000-7000-8000-000000000001 acept", ["action", 'Did you mean "accept"?']],
  ["market watch --top 0", ["--top: "]],
  ["market watch --ticks 0", ["--ticks: "]],
  ["jobs show 7", ["<id>: "]],
  ["config get ulr", ["key", 'Did you mean "url"?']],
  ["login --password secret", ["unknown option '--password'"]],
  ["account create-key ci", ["--scopes"]],
  ["account create-key ci --scopes market:raed", ["--scopes", 'Did you mean "market:read"?']],
  ["account create-key ci --scopes account:manage", ["--scopes", "Allowed:"]],
  ["account create-key ci --scopes market:read --expires-in-days 366", ["--expires-in-days: "]],
  ["account revoke-session 7", ["<id>: "]],
  ["account confirm-totp --code 12", ["--code: must be the six digits"]],
  ["account delete", ["--confirm-email <email>"]],
  ["account change-email nobody", ["<email>: must be an e-mail address"]],
  ["account update", ["--name"]],
  ["admin accounts --role root", ["--role", "viewer, analyst, admin"]],
  ["admin change-account 01900000-0000-7000-8000-000000000001 --yes", ["name what to change"]],
  ["admin change-policy --second-factor-roles none,admin", ["none stands alone"]],
  ["admin audit --from soon", ["--from", "30d, 12h"]],
  ["workspace save preference --base-version 0", ["name", 'Did you mean "preferences"?']],
  ["auth passkey --file /nonexistent.json", ["/nonexistent.json cannot be read"]],
  ["completion tcsh", ["shell", "bash, zsh, fish"]],
];

describe("what cannot be meant ends with exit 2 and names the word", () => {
  it.each(refused)("%s", async (words, said) => {
    const { code, out, err } = await run(words.split(" "), { url: desk.url });
    expect(code).toBe(2);
    expect(out).toBe("");
    for (const text of said) expect(err).toContain(text);
    expect(desk.calls).toEqual([]);
  });

  it("reports as JSON on stderr when JSON is asked for", async () => {
    const { code, err } = await run(["market", "list", "--json", "--sort", "x"], { url: desk.url });
    expect(code).toBe(2);
    expect(JSON.parse(err).error).toMatchObject({ kind: "usage", exitCode: 2 });
  });
});

describe("help", () => {
  it.each([
    [""],
    ["market"],
    ["jobs"],
    ["config"],
    ["account"],
    ["admin"],
    ["auth"],
    ["workspace"],
    ["--help"],
    ["market list --help"],
  ])("'%s' prints help on stdout, exit 0", async (words) => {
    const { code, out, err } = await run(words.split(" ").filter(Boolean));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: cryptodesk/);
  });

  it("shows examples and the allowed values", async () => {
    const { out } = await run(["market", "list", "--help"]);
    expect(out).toContain("Examples:\n  cryptodesk market list --limit 20");
    expect(out).toContain('"marketCap", "volume"');
  });

  it("prints the version", async () => {
    const { code, out } = await run(["--version"]);
    expect({ code, out }).toEqual({ code: 0, out: "0.1.0\n" });
  });
});
