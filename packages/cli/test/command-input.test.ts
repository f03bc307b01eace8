// biome-ignore-all lint/suspicious/noThenProperty: a parameter of the list; a list of keys is not callable
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { JOB_ID } from "./canned-answers.ts";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";
import { run } from "./fake-terminal.ts";

let desk: FakeDesk;
beforeAll(async () => {
  desk = await startFakeDesk();
});
beforeEach(() => {
  desk.calls.length = 0;
});
afterAll(() => desk.close());

// The clock of the fake terminal stands at 2026-01-31T12:00:00Z.
const table: [words: string, path: string, input: object][] = [
  ["market list", "market.list", { limit: 50 }],
  [
    "market list --limit 3 --sort change24h --direction asc",
    "market.list",
    { sort: "change24h", direction: "asc", limit: 3 },
  ],
  [
    "market list --min-market-cap 1b --max-market-cap 1.5t --min-price .5 --max-price 2_000 --min-volume 250k --max-volume $1,000",
    "market.list",
    {
      limit: 50,
      minMarketCapUsd: "1000000000",
      maxMarketCapUsd: "1500000000000",
      minPriceUsd: "0.5",
      maxPriceUsd: "2000",
      minVolume24hUsd: "250000",
      maxVolume24hUsd: "1000",
    },
  ],
  [
    "market list --min-change -5 --max-change +10.5% --min-rank 1 --max-rank 100",
    "market.list",
    { limit: 50, minChange24hPct: -5, maxChange24hPct: 10.5, minRank: 1, maxRank: 100 },
  ],
  [
    "market list --ids bitcoin,ethereum --ids solana --symbols btc --search doge --category layer-1 --cursor abc",
    "market.list",
    {
      limit: 50,
      ids: ["bitcoin", "ethereum", "solana"],
      symbols: ["btc"],
      search: "doge",
      category: "layer-1",
      cursor: "abc",
    },
  ],
  [
    "market list --sort athChange --then volume:desc,name:asc --min-change-1h -1 --max-change-7d 5% --min-ath-change -20",
    "market.list",
    {
      limit: 50,
      sort: "athChange",
      then: ["volume:desc", "name:asc"],
      minChange1hPct: -1,
      maxChange7dPct: 5,
      minAthChangePct: -20,
    },
  ],
  ["market list --quarantined", "market.list", { limit: 50, quarantined: true }],
  ["market list --no-quarantined", "market.list", { limit: 50, quarantined: false }],
  ["market list --fields priceUsd", "market.list", { limit: 50, fields: ["id", "priceUsd", "simulated", "asOf"] }],
  ["market show btc", "market.get", { id: "btc" }],
  ["market history bitcoin", "market.history", { id: "bitcoin", interval: "auto" }],
  [
    "market history bitcoin --from 30d --to 2026-01-30 --interval 1h",
    "market.history",
    { id: "bitcoin", interval: "1h", from: "2026-01-01T12:00:00.000Z", to: "2026-01-30T00:00:00.000Z" },
  ],
  [
    "market candles bitcoin --timeframe 4h --limit 60 --from 2026-01-01T10:30+02:00",
    "market.candles",
    { id: "bitcoin", timeframe: "4h", limit: 60, from: "2026-01-01T08:30:00.000Z" },
  ],
  ["market gaps bitcoin", "market.gaps", { id: "bitcoin" }],
  [
    "market coverage --interval 1h --days 14 --state pending --limit 5",
    "market.coverage",
    { interval: "1h", days: 14, state: "pending", limit: 5 },
  ],
  ["market repair bitcoin --no-wait", "market.repair", { id: "bitcoin" }],
  ["market sync --coins 50 --no-wait", "market.sync", { coins: 50 }],
  ["market sync --no-wait", "market.sync", { coins: 250 }],
  ["market top", "market.top", { category: "gainers", window: "24h", minVolume24hUsd: "1000000", limit: 10 }],
  [
    "market top volatile --window 7d --min-volume 50m --limit 5",
    "market.top",
    { category: "volatile", window: "7d", minVolume24hUsd: "50000000", limit: 5 },
  ],
  ["market overview", "market.overview", {}],
  ["market count", "market.count", {}],
  ["market count --min-market-cap 1b --search doge", "market.count", { minMarketCapUsd: "1000000000", search: "doge" }],
  [
    "market compare bitcoin ethereum,solana --window 1y",
    "market.compare",
    { ids: ["bitcoin", "ethereum", "solana"], window: "1y" },
  ],
  [
    "market similar bitcoin --window 1y --order least --limit 3",
    "market.similar",
    { id: "bitcoin", window: "1y", order: "least", limit: 3 },
  ],
  ["market providers", "market.providers", {}],
  [
    "market quarantine --state all --coin-id bitcoin --limit 5",
    "market.quarantine",
    { state: "all", coinId: "bitcoin", limit: 5 },
  ],
  [`market resolve ${JOB_ID} accept`, "market.resolveQuarantine", { id: JOB_ID, action: "accept" }],
  [
    "market set-aside --provider coingecko --reason no_price",
    "market.setAside",
    { provider: "coingecko", reason: "no_price", limit: 50 },
  ],
  ["market reports --limit 7", "market.reports", { limit: 7 }],
  ["market report", "market.report", { date: "latest" }],
  ["market report 2026-01-30", "market.report", { date: "2026-01-30" }],
  ["jobs list --state failed --name refresh --limit 2", "jobs.runs", { state: "failed", name: "refresh", limit: 2 }],
  ["jobs schedules", "jobs.schedules", {}],
  [`jobs show ${JOB_ID}`, "jobs.get", { id: JOB_ID }],
  [`jobs cancel ${JOB_ID}`, "jobs.cancel", { id: JOB_ID }],
  ["status", "system.status", {}],
  ["whoami", "account.me", {}],
  ["auth options", "auth.options", {}],
  ["auth keys", "auth.keySet", {}],
  ["auth passkey-options", "auth.beginPasskey", {}],
  ["auth request-reset ada@example.com", "auth.requestPasswordReset", { email: "ada@example.com" }],
  ["account update --name Ada", "account.update", { name: "Ada" }],
  ["account change-email ada@example.org", "account.changeEmail", { email: "ada@example.org" }],
  ["account verify-email", "account.requestVerification", {}],
  ["account export", "account.export", {}],
  ["account sessions", "account.sessions", {}],
  [`account revoke-session ${JOB_ID}`, "account.revokeSession", { id: JOB_ID }],
  ["account revoke-others --yes", "account.revokeOtherSessions", {}],
  ["account notices --limit 5", "account.notices", { limit: 5 }],
  ["account read-notices", "account.readNotices", {}],
  ["account second-factors", "account.secondFactors", {}],
  ["account begin-totp", "account.beginTotp", {}],
  ["account confirm-totp --code 123456", "account.confirmTotp", { code: "123456" }],
  ["account remove-totp", "account.removeTotp", {}],
  ["account recovery-codes", "account.renewRecoveryCodes", {}],
  ["account passkey-options", "account.beginPasskey", {}],
  ["account remove-passkey AAAA", "account.removePasskey", { id: "AAAA" }],
  ["account external-identities", "account.externalIdentities", {}],
  ["account link-external", "account.beginOidcLink", {}],
  [`account unlink-external ${JOB_ID}`, "account.unlinkExternal", { id: JOB_ID }],
  ["account keys", "account.keys", {}],
  [
    "account create-key ci --scopes market:read,market:operate --expires-in-days 30 --requests-per-minute 10",
    "account.createKey",
    { name: "ci", scopes: ["market:read", "market:operate"], expiresInDays: 30, requestsPerMinute: 10 },
  ],
  [`account revoke-key ${JOB_ID}`, "account.revokeKey", { id: JOB_ID }],
  ["account audit --action session --limit 5", "audit.own", { action: "session", limit: 5 }],
  ["workspace show", "workspace.read", {}],
  [
    "admin accounts --search ada --role admin --no-active --limit 5",
    "admin.accounts",
    { search: "ada", role: "admin", isActive: false, limit: 5 },
  ],
  ["admin accounts --active", "admin.accounts", { isActive: true, limit: 50 }],
  [`admin account ${JOB_ID}`, "admin.account", { id: JOB_ID }],
  [
    "admin create-account grace@example.com --role viewer --name Grace",
    "admin.createAccount",
    { email: "grace@example.com", role: "viewer", name: "Grace" },
  ],
  [
    `admin change-account ${JOB_ID} --role viewer --no-active --yes`,
    "admin.changeAccount",
    { id: JOB_ID, role: "viewer", isActive: false },
  ],
  [`admin reset-password ${JOB_ID}`, "admin.resetPassword", { id: JOB_ID }],
  [`admin revoke-sessions ${JOB_ID} --yes`, "admin.revokeSessions", { id: JOB_ID }],
  [`admin impersonate ${JOB_ID} --yes`, "admin.impersonate", { id: JOB_ID }],
  ["admin policy", "admin.policy", {}],
  [
    "admin change-policy --second-factor-roles admin,analyst --yes",
    "admin.changePolicy",
    { secondFactorRoles: ["admin", "analyst"] },
  ],
  ["admin change-policy --second-factor-roles none --yes", "admin.changePolicy", { secondFactorRoles: [] }],
  ["admin limits", "admin.limits", {}],
  ["admin signing-keys", "admin.signingKeys", {}],
  ["admin rotate-keys --yes", "admin.rotateSigningKeys", {}],
  [
    `admin audit --action account --outcome refused --user-id ${JOB_ID} --search ada --from 1d --to 2026-01-31`,
    "audit.list",
    {
      action: "account",
      outcome: "refused",
      userId: JOB_ID,
      search: "ada",
      from: "2026-01-30T12:00:00.000Z",
      to: "2026-01-31T00:00:00.000Z",
      limit: 50,
    },
  ],
];

/** What is piped in beside the words. */
const piped: [words: string, text: string, path: string, input: object][] = [
  [
    "login ada@example.com --password-stdin --device lab",
    "a long password\n",
    "auth.login",
    { email: "ada@example.com", password: "a long password", device: "lab", client: "token" },
  ],
  [
    "auth register ada@example.com --name Ada --password-stdin",
    " spaces stay \n",
    "auth.register",
    { email: "ada@example.com", name: "Ada", password: " spaces stay " },
  ],
  [
    "auth register --file -",
    '{"email":"ada@example.com","password":"a long password","setupToken":"once"}',
    "auth.register",
    { email: "ada@example.com", password: "a long password", setupToken: "once" },
  ],
  [
    "auth reset-password --password-stdin",
    "a long password\nhttp://desk/reset-password#the-token\n",
    "auth.resetPassword",
    { token: "the-token", password: "a long password" },
  ],
  ["auth verify-email", '{"token":"the-token"}', "auth.verifyEmail", { token: "the-token" }],
  [
    "auth second-factor",
    '{"challenge":"c","recoveryCode":"r"}',
    "auth.completeSecondFactor",
    { challenge: "c", recoveryCode: "r" },
  ],
  ["auth passkey-options --file -", '{"challenge":"c"}', "auth.beginPasskey", { challenge: "c" }],
  [
    "auth passkey",
    '{"challenge":"c","response":{"id":"x"},"client":"browser"}',
    "auth.passkey",
    { challenge: "c", response: { id: "x" }, client: "token" },
  ],
  ["account confirm --password-stdin", "a long password", "account.confirm", { password: "a long password" }],
  [
    "account change-password --password-stdin",
    "the old one\r\nthe new one\r\n",
    "account.changePassword",
    { currentPassword: "the old one", newPassword: "the new one" },
  ],
  [
    "account add-passkey --name laptop",
    '{"challenge":"c","response":{"id":"x"}}',
    "account.addPasskey",
    { challenge: "c", response: { id: "x" }, name: "laptop" },
  ],
  [
    "workspace save preferences --base-version 3",
    '{"density":"compact"}',
    "workspace.save",
    { name: "preferences", baseVersion: 3, body: { density: "compact" } },
  ],
];

describe("flags in, input out", () => {
  it.each(table)("%s", async (words, path, input) => {
    const { code, err } = await run(words.split(" "), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls).toEqual([{ path, input }]);
  });

  it.each(piped)("%s, with input", async (words, text, path, input) => {
    const { code, err } = await run(words.split(" "), { url: desk.url, piped: text });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls.filter((call) => call.path !== "auth.options")).toEqual([{ path, input }]);
  });

  it("takes common options before the command's words, and the nearer one wins", async () => {
    const { out } = await run(["--url", "http://127.0.0.1:9", "market", "list", "--json", "--url", desk.url]);
    expect(JSON.parse(out).items).toHaveLength(1);
    const before = await run(["--json", "--url", desk.url, "status"]);
    expect(JSON.parse(before.out).version).toBe("0.1.0");
  });
});
