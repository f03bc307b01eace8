import { setTimeout as wait } from "node:timers/promises";
import { ask, tokenOf } from "../test/support/accounts.ts";
import type { DeskProcess } from "../test/support/desk-process.ts";

/** Where on a desk that has been in use the things are that pictures are taken of; ids and tokens. */
export interface DeskContent {
  /** With transactions of every kind, the demo portfolio. */
  portfolio: string;
  emptyPortfolio: string;
  /** Sells what it never got. */
  missing: string;
  /** Holds an import with its dry run done. */
  importing: string;
  sharedPortfolio: string;
  strategy: string;
  /** Followed on paper. */
  papered: string;
  emptyStrategy: string;
  runs: readonly [string, string];
  search: string;
  sharedStrategy: string;
}

type Id = { id: string };

const RULES = {
  schema: 1,
  name: "Two averages of bitcoin",
  description: "Follows long trends and sits out what goes sideways.",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "1d",
  parameters: [
    { name: "fast", value: 5, min: 2, max: 12, step: 2 },
    { name: "slow", value: 20, min: 15, max: 40, step: 5 },
  ],
  series: [
    { name: "quick", indicator: "ema", parameters: { period: { parameter: "fast" } } },
    { name: "calm", indicator: "sma", parameters: { period: { parameter: "slow" } } },
  ],
  long: {
    enter: {
      kind: "all",
      of: [
        { kind: "crosses", left: { series: "quick" }, direction: "above", right: { series: "calm" } },
        { kind: "compare", left: { price: "volume" }, operator: ">", right: 0 },
      ],
    },
    exit: { kind: "crosses", left: { series: "quick" }, direction: "below", right: { series: "calm" } },
  },
  stops: { fixedPct: 12 },
  sizing: { kind: "equity", pct: 95 },
};

/** Trades on every candle, so that a paper account has something to show after its first closes. */
const BUSY_RULES = `strategy "In and out on five minutes"
trade bitcoin every 5m
long when close > 0
close after 1 candles
size 50 % of equity`;

const FILE = [
  "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash",
  "2025-01-10 12:00:00 UTC,10000,USD,0.1,BTC,,,,,,,",
  "2025-06-10 12:00:00 UTC,22000,USD,0.2,BTC,,,,,,,",
  "2025-06-10 12:00:00 UTC,22000,USD,0.2,BTC,,,,,,,",
  "2026-02-10 12:00:00 UTC,0.1,BTC,13000,USD,,,,,,,",
  "2026-03-10 12:00:00 UTC,,,0.5,ETH,,,1000,USD,reward,,",
  "2026-13-10 12:00:00 UTC,,,0.5,ETH,,,1000,USD,reward,,",
].join("\n");

/** Uses a fresh desk the way its owner would for a while: portfolios, an import, strategies, runs, a search, paper. */
export async function fillDesk(desk: DeskProcess): Promise<DeskContent> {
  const token = await tokenOf(desk);
  const post = <Answer>(path: string, body: unknown): Promise<Answer> =>
    ask(desk, path, body, token) as Promise<Answer>;
  const busy = await post<{ strategy: Id }>("strategies", { text: BUSY_RULES });
  await post("paper-accounts", { strategyId: busy.strategy.id, capital: 10_000 });
  const portfolios = await fillPortfolios(post);
  const strategies = await fillStrategies(post, desk, token);
  return { ...portfolios, ...strategies, papered: busy.strategy.id };
}

type Post = <Answer>(path: string, body: unknown) => Promise<Answer>;

async function fillPortfolios(post: Post) {
  const make = async (name: string) => (await post<Id>("portfolios", { name, currency: "usd" })).id;
  const { id: portfolio } = await post<Id>("portfolios/demo", {});
  const emptyPortfolio = await make("Savings for later");
  const missing = await make("Sold elsewhere");
  const sale = { type: "sell", assetId: "bitcoin", quantity: "0.75", value: "41000", allowMissing: true };
  await post(`portfolios/${missing}/transactions`, { ...sale, date: "2026-03-05T12:00:00Z" });
  await post(`portfolios/${missing}/transactions`, { ...sale, assetId: "ethereum", date: "2026-04-05T12:00:00Z" });
  const importing = await make("Read from a file");
  const shared = await post<{ url: string }>(`portfolios/${portfolio}/shares`, { hidesAmounts: true });
  await post(`portfolios/${portfolio}/shares`, { hidesAmounts: false, password: "violet harbour at nine" });
  return { portfolio, emptyPortfolio, missing, importing, sharedPortfolio: shared.url };
}

async function fillStrategies(post: Post, desk: DeskProcess, token: string) {
  const { strategy } = await post<{ strategy: Id }>("strategies", { rules: RULES, tags: ["trend", "daily"] });
  const text =
    'strategy "Buy every Monday"\ntrade bitcoin every 1d\nlong when every 7 candles offset 3\nsize 100 USD\nup to 1000 tranches';
  const { strategy: emptyStrategy } = await post<{ strategy: Id }>("strategies", { text });
  const path = `strategies/${strategy.id}`;
  const backtest = (capital: number) =>
    post<Id>(`${path}/backtests`, { settings: { capital, ...(capital > 10_000 && { parameters: { fast: 8 } }) } });
  const runs = [(await backtest(10_000)).id, (await backtest(25_000)).id] as const;
  const plan = { constraints: { minTrades: 1 } };
  const search = await post<Id>(`${path}/optimisations`, { plan });
  for (const id of [...runs, search.id]) await finished(desk, id, token);
  const { url } = await post<{ url: string }>(`${path}/link`, {});
  return { strategy: strategy.id, emptyStrategy: emptyStrategy.id, runs, search: search.id, sharedStrategy: url };
}

async function finished(desk: DeskProcess, runId: string, token: string): Promise<void> {
  const deadline = Date.now() + 180_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${desk.url}/api/v1/strategy-runs/${runId}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const { run } = (await answer.json()) as { run: { state: string; error: string | null } };
    if (run.state === "succeeded") return;
    if (run.state === "failed") throw new Error(`a run failed: ${run.error}`);
    await wait(500);
  }
  throw new Error("a run takes longer than three minutes");
}

/** Writes the preferences that follow the account. */
export async function keepPreferences(desk: DeskProcess, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${await tokenOf(desk)}`, "content-type": "application/json" };
  const kept = await fetch(`${desk.url}/api/v1/workspace`, { headers });
  const { items } = (await kept.json()) as { items: { name: string; version: number }[] };
  const baseVersion = items.find(({ name }) => name === "preferences")?.version ?? 0;
  const put = { method: "PUT", headers, body: JSON.stringify({ body, baseVersion }) };
  const answer = await fetch(`${desk.url}/api/v1/workspace/preferences`, put);
  if (!answer.ok) throw new Error(`the preferences were refused with ${answer.status}: ${await answer.text()}`);
}

/** The file that the import's pictures read. */
export const importFile = { name: "koinly.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) };
