import { setTimeout as wait } from "node:timers/promises";
import { CoinId } from "@cryptodesk/shared/market/source.contract";
import { bucketStart } from "@cryptodesk/shared/market/timeframe";
import { DecimalString } from "@cryptodesk/shared/money/decimal";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Batch,
  type CandleRequest,
  type Capability,
  type HistoryRequest,
  type ListingDraft,
  type MarketProvider,
  type ProviderCall,
  ProviderError,
  type ProviderErrorKind,
} from "./market-provider.ts";

/** How the suite makes a provider's upstream misbehave. */
export interface FaultControl {
  /** The upstream's next answer goes wrong in this way; the provider now waits for answers for less than a second. */
  inject(kind: FaultKind): Promise<void>;
  /** The fault is over: the provider has its patience back, and its clock passes by the rest that it had to take. */
  over(restMs: number): void;
  /** An empty list is a proper answer to `probe`, not a fault. */
  emptyIsAnAnswer: boolean;
}

/** A provider that is set up to try a call once, and what to ask it. */
export interface ProviderUnderTest {
  provider: MarketProvider;
  /** The time of the calls. */
  now: Date;
  /** Rows per page when paging to the end. */
  pageSize: number;
  /** Known coins, by the provider's own keys. */
  quoteIds: readonly string[];
  /** Questions with at least one answer. */
  history: readonly HistoryRequest[];
  candles: readonly CandleRequest[];
  /** null where nothing can go wrong on the way. */
  faults: FaultControl | null;
  stop(): Promise<void>;
}

export type FaultKind = keyof typeof EXPECTED;

const EXPECTED = {
  "429": "throttled",
  "429-plain": "throttled",
  "500": "server",
  "503": "server",
  html: "unusable_body",
  truncated: "unusable_body",
  empty: "unusable_body",
  hang: "timeout",
  slow: "timeout",
  reset: "network",
  "bad-key": "bad_key",
} as const satisfies Record<string, ProviderErrorKind>;

const MAX_PAGES = 500;

/** The tests that every provider passes. `make` is called once; `skip` says visibly that they could not run. */
export function describeProvider(
  name: string,
  make: () => Promise<ProviderUnderTest>,
  options: { skip?: boolean; faults?: boolean } = {},
): void {
  describe.skipIf(options.skip ?? false)(`provider ${name}`, { timeout: 30_000 }, () => {
    let subject: ProviderUnderTest;
    beforeAll(async () => {
      subject = await make();
    });
    afterAll(() => subject?.stop());
    const call = (signal = AbortSignal.timeout(30_000)): ProviderCall => ({ signal, now: subject.now });

    describePort(() => subject, call);
    describeFigures(() => subject, call);
    describeAbort(() => subject, call);
    describe.skipIf(options.faults === false)("when its upstream misbehaves", () => {
      describeFaults(() => subject, call);
    });
  });
}

type Subject = () => ProviderUnderTest;
type Call = (signal?: AbortSignal) => ProviderCall;

function describePort(subject: Subject, call: Call): void {
  it("implements exactly what it says it can do", () => {
    const { provider } = subject();
    const methods: Capability[] = ["listings", "quotes", "global", "trending", "rates", "history", "candles"];
    expect([...provider.capabilities].sort()).toEqual(methods.filter((method) => provider[method]).sort());
    expect(provider.pageSize).toBeGreaterThan(0);
    expect(Object.keys(provider.historyReachDays).length > 0).toBe(provider.capabilities.has("history"));
  });

  it("answers a ping", async () => {
    await expect(subject().provider.ping(call())).resolves.toBeUndefined();
  });
}

function describeFigures(subject: Subject, call: Call): void {
  it("pages through its listings to the end, accounting for every row", async ({ skip }) => {
    const { provider, pageSize } = subject();
    if (!provider.listings) return skip("it has no listings");
    for (let page = 1; page <= MAX_PAGES; page++) {
      const batch = await provider.listings({ page, pageSize }, call());
      checkBatch(batch, subject().now);
      if (page === 1) expect(batch.rows.length).toBeGreaterThan(0);
      if (batch.read < pageSize) return;
    }
    throw new Error(`no end after ${MAX_PAGES} pages`);
  });

  it("quotes the coins it is asked for, and leaves out those it does not know", async ({ skip }) => {
    const { provider, quoteIds, now } = subject();
    if (!provider.quotes) return skip("it has no quotes");
    const batch = await provider.quotes([...quoteIds, "999999999", "no such coin"], call());
    checkBatch(batch, now);
    expect(batch.rows.map((row) => row.externalId).sort()).toEqual([...quoteIds].sort());
    expect(await provider.quotes([], call())).toEqual({ rows: [], setAside: [], read: 0 });
  });

  it("gives totals of the market", async ({ skip }) => {
    const { provider, now } = subject();
    if (!provider.global) return skip("it has no totals");
    const totals = await provider.global(call());
    checkDecimals([totals.totalMarketCapUsd, totals.totalVolume24hUsd]);
    checkTime(totals.asOf, now);
    const shares = totals.dominancePct.map(({ pct }) => pct);
    expect(shares).toEqual(shares.toSorted((a, b) => b - a));
    expect(shares.every((pct) => pct >= 0 && pct <= 100)).toBe(true);
  });

  it("numbers trending coins from 1 without holes or repeats", async ({ skip }) => {
    const { provider } = subject();
    if (!provider.trending) return skip("it has no trending coins");
    const coins = await provider.trending(call());
    expect(coins.map(({ position }) => position)).toEqual(coins.map((_, index) => index + 1));
    expect(new Set(coins.map(({ externalId }) => externalId)).size).toBe(coins.length);
  });

  it("gives history in order, on interval starts, inside the span asked for", async ({ skip }) => {
    const { provider, history } = subject();
    if (!provider.history) return skip("it has no history");
    for (const request of history) {
      const points = await provider.history(request, call());
      expect(points.length).toBeGreaterThan(0);
      checkTimes(
        points.map(({ at }) => at.getTime()),
        request.step,
        request,
      );
      expect(points.filter(({ priceUsd }) => priceUsd === "0")).toEqual([]);
      checkDecimals(points.map(({ priceUsd }) => priceUsd));
      checkDecimals(points.flatMap((point) => [point.openUsd, point.highUsd, point.lowUsd]));
      checkDecimals(points.flatMap((point) => [point.marketCapUsd, point.volume24hUsd]));
    }
  });

  it("gives candles in order, inside the span asked for, only those that are over as complete", async ({ skip }) => {
    const { provider, candles, now } = subject();
    if (!provider.candles) return skip("it has no candles");
    for (const request of candles) {
      const found = await provider.candles(request, call());
      expect(found.length).toBeGreaterThan(0);
      checkTimes(
        found.map(({ openTime }) => openTime.getTime()),
        request.timeframe,
        request,
      );
      checkDecimals(found.flatMap(({ open, high, low, close, volume }) => [open, high, low, close, volume]));
      expect(found.filter(({ complete, openTime }) => complete && openTime >= now)).toEqual([]);
    }
  });
}

function describeAbort(subject: Subject, call: Call): void {
  it("does not begin a call that is already given up", async () => {
    const { provider, quoteIds } = subject();
    const reason = new Error("given up");
    await expect(probe(provider, subject(), call(AbortSignal.abort(reason)))).rejects.toBe(reason);
    if (provider.quotes) await expect(provider.quotes(quoteIds, call(AbortSignal.abort(reason)))).rejects.toBe(reason);
  });
}

function describeFaults(subject: Subject, call: Call): void {
  const faults = (): FaultControl => {
    const control = subject().faults;
    if (!control) throw new Error("this provider has no fault control: pass { faults: false }");
    return control;
  };

  it("lets go within 200 ms when a call is given up", async () => {
    await faults().inject("hang");
    const abort = new AbortController();
    const pending = probe(subject().provider, subject(), call(abort.signal));
    await wait(50);
    abort.abort(new Error("given up"));
    // A timer of the same process: what keeps a busy machine from going on keeps both.
    const late = wait(200).then(() => Promise.reject(new Error("still waiting after 200 ms")));
    await expect(Promise.race([pending, late])).rejects.toThrow("given up");
    await expect(late).rejects.toThrow("still waiting");
    faults().over(0);
  });

  it.each(Object.entries(EXPECTED))("turns the fault %s into %s, and the next call works", async (kind, expected) => {
    const { provider } = subject();
    await faults().inject(kind as FaultKind);
    if (kind === "empty" && faults().emptyIsAnAnswer) {
      expect(await probe(provider, subject(), call())).toHaveLength(0);
      faults().over(0);
    } else {
      const startedAt = performance.now();
      const error = await probe(provider, subject(), call()).then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(performance.now() - startedAt).toBeLessThan(1500);
      expect(error).toBeInstanceOf(ProviderError);
      expect(error).toMatchObject({ provider: provider.id, kind: expected });
      faults().over(error instanceof ProviderError ? (error.retryAfterMs ?? 0) : 0);
    }
    expect(await probe(provider, subject(), call())).not.toHaveLength(0);
  });
}

/** One call that every provider has, as a list. */
async function probe(provider: MarketProvider, subject: ProviderUnderTest, call: ProviderCall): Promise<unknown[]> {
  const [candles] = subject.candles;
  if (provider.listings) return (await provider.listings({ page: 1, pageSize: subject.pageSize }, call)).rows;
  if (provider.candles && candles) return provider.candles(candles, call);
  throw new Error("a provider needs listings or candles");
}

function checkBatch({ rows, setAside, read }: Batch<ListingDraft>, now: Date): void {
  expect(rows.length + setAside.length).toBe(read);
  expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(rows.length);
  for (const row of rows) checkListing(row, now);
  for (const { sample, detail } of setAside) {
    expect(sample.length).toBeLessThanOrEqual(500);
    expect(detail).not.toBe("");
  }
}

function checkListing(row: ListingDraft, now: Date): void {
  CoinId.parse(row.externalId);
  CoinId.parse(row.slug);
  expect(row.name).not.toBe("");
  expect(row.symbol).toBe(row.symbol.trim().toUpperCase());
  expect(Number(DecimalString.parse(row.priceUsd))).toBeGreaterThan(0);
  expect(row.imageUrl === null || row.imageUrl.startsWith("https://")).toBe(true);
  expect(row.rank === null || row.rank >= 1).toBe(true);
  checkTime(row.asOf, now);
  checkDecimals([row.marketCapUsd, row.fullyDilutedValuationUsd, row.volume24hUsd, row.high24hUsd, row.low24hUsd]);
  checkDecimals([row.circulatingSupply, row.totalSupply, row.maxSupply, row.athUsd, row.atlUsd]);
  // Unknown is null: none of these can truly be zero for a coin that has a price.
  expect([row.marketCapUsd, row.circulatingSupply, row.totalSupply, row.athUsd, row.atlUsd]).not.toContain("0");
  const changes = [row.change1hPct, row.change24hPct, row.change7dPct, row.athChangePct, row.atlChangePct];
  expect(changes.every((pct) => pct === null || (pct >= -100 && pct <= 1e9))).toBe(true);
}

function checkDecimals(values: readonly (string | null)[]): void {
  const known = values.filter((value) => value !== null);
  // One expectation for all: a year of candles has too many values for one each.
  expect(known.filter((value) => value.startsWith("-") || !DecimalString.safeParse(value).success)).toEqual([]);
}

function checkTime(at: Date, now: Date): void {
  expect(at.getTime()).toBeGreaterThan(Date.UTC(2009, 0, 1));
  expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
}

function checkTimes(
  times: readonly number[],
  step: Parameters<typeof bucketStart>[1],
  { from, to }: { from: Date; to: Date },
): void {
  expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  expect(times).toEqual(times.map((ms) => bucketStart(ms, step)));
  expect(times.every((ms) => ms >= from.getTime() && ms < to.getTime())).toBe(true);
}
