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
];

describe("flags in, input out", () => {
  it.each(table)("%s", async (words, path, input) => {
    const { code, err } = await run(words.split(" "), { url: desk.url });
    expect({ code, err: code === 0 ? "" : err }).toEqual({ code: 0, err: "" });
    expect(desk.calls).toEqual([{ path, input }]);
  });

  it("takes common options before the command's words, and the nearer one wins", async () => {
    const { out } = await run(["--url", "http://127.0.0.1:9", "market", "list", "--json", "--url", desk.url]);
    expect(JSON.parse(out).items).toHaveLength(1);
    const before = await run(["--json", "--url", desk.url, "status"]);
    expect(JSON.parse(before.out).version).toBe("0.1.0");
  });
});
