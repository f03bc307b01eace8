import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { PaperSignal } from "@cryptodesk/shared/strategy/paper.contract";
import { describe, expect, it } from "vitest";
import { type ComparedRuns, explainDifferences, type PaperEntryDone } from "./paper-differences.ts";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 0, 5, 12);
const iso = (hours: number, seconds = 0) => new Date(T + hours * HOUR + seconds * 1_000).toISOString();

const traded = (change: Partial<BacktestTrade> = {}): BacktestTrade => ({
  number: 1,
  coin: "bitcoin",
  side: "long",
  signalAt: iso(0),
  enteredAt: iso(0),
  exitedAt: iso(2),
  entryPrice: 100,
  exitPrice: 110,
  quantity: 1,
  reason: "signal",
  profitUsd: 10,
  profitPct: 10,
  feesUsd: 0,
  candles: 2,
  bestPct: 10,
  worstPct: 0,
  trace: "",
  ...change,
});

const entered = (change: Partial<PaperEntryDone> = {}): PaperEntryDone => ({
  coin: "bitcoin",
  side: "long",
  signalAt: iso(0),
  enteredAt: iso(0, 15),
  entryPrice: 100,
  closed: { exitedAt: iso(2, 15), exitPrice: 110, reason: "signal" },
  ...change,
});

const signal = (change: Partial<PaperSignal> = {}): PaperSignal => ({
  id: "",
  coin: "bitcoin",
  action: "enter-long",
  candleAt: iso(0),
  recordedAt: iso(0, 15),
  closePrice: 100,
  fillPrice: 100,
  filledAt: iso(0, 15),
  note: null,
  remark: null,
  trace: "",
  ...change,
});

const words = (change: Partial<ComparedRuns>) =>
  explainDifferences({
    intervalMs: HOUR,
    firstCloseAt: T,
    seen: [0, 1, 2, 3].map((hours) => T + hours * HOUR),
    paper: [],
    signals: [],
    backtest: [],
    closeAt: () => 100,
    ...change,
  }).map(({ at, detail }) => `${at} ${detail}`);

describe("differences between paper and backtest", () => {
  it("are none where both did the same", () => {
    expect(words({ paper: [entered()], backtest: [traded()], signals: [signal()] })).toEqual([]);
  });

  it("are told with both prices and how long after the close it was", () => {
    const paper = [entered({ entryPrice: 101, closed: { exitedAt: iso(2, 15), exitPrice: 99, reason: "stop" } })];
    expect(words({ paper, backtest: [traded()] })).toEqual([
      expect.stringMatching(/Entered at 101 USD on paper, 15 seconds after .* at 100 USD in the backtest.*\+1\.00 %/),
      expect.stringMatching(/Closed at 99 USD on paper \(stop\).* 110 USD in the backtest \(signal; -10\.00 %\)/),
    ]);
  });

  it("are caused by a desk that was off, and by signals nobody saw in time", () => {
    const seen = [T, T + 3 * HOUR];
    const told = words({ seen, backtest: [traded({ signalAt: iso(1) })] });
    expect(told).toEqual([
      expect.stringContaining("2 candles closed from 2026-01-05 13:00 UTC on that nobody looked at"),
      expect.stringContaining("nothing was entered. The desk did not look at that candle in time."),
    ]);
    expect(words({ seen: [T + HOUR] })).toEqual([expect.stringContaining("one candle closed from 2026-01-05 12:00")]);
  });

  it("are caused by what kept a signal from being filled", () => {
    const signals = [signal({ remark: { code: "no-live-price", values: {} }, fillPrice: null })];
    expect(words({ signals, backtest: [traded()] })).toEqual([
      expect.stringContaining("nothing was entered. There was no live price."),
    ]);
  });

  it("are caused by candles that were corrected later, each told once", () => {
    const signals = [signal(), signal({ action: "exit-short" })];
    const told = words({ signals, closeAt: () => 102, paper: [entered()], backtest: [] });
    expect(told).toEqual([
      expect.stringContaining("closed at 100 USD when the desk looked, and at 102 USD"),
      expect.stringContaining("Went long on paper at 100 USD; the backtest does not"),
    ]);
  });

  it("say what the backtest cannot have filled yet, and nothing of what both still hold", () => {
    const notYet = expect.stringContaining("the candle after the newest close, which has not closed yet");
    expect(words({ paper: [entered({ signalAt: iso(3), closed: null })] })).toEqual([notYet]);
    expect(words({ paper: [entered({ closed: null })], backtest: [traded({ reason: "end" })] })).toEqual([]);
    const closed = { exitedAt: iso(3, 15), exitPrice: 90, reason: "signal" } as const;
    expect(words({ paper: [entered({ closed })], backtest: [traded({ reason: "end" })] })).toEqual([notYet]);
  });

  it("say where one of the two still holds", () => {
    expect(words({ paper: [entered({ closed: null })], backtest: [traded()] })).toEqual([
      expect.stringContaining("on paper it is still open"),
    ]);
    expect(words({ paper: [entered()], backtest: [traded({ reason: "end" })] })).toEqual([
      expect.stringContaining("open until the end"),
    ]);
  });
});
