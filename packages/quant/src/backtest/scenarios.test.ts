import { describe, expect, it } from "vitest";
import { describeRemark } from "../remarks/remark.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { RunCancelled } from "./run-cancelled.ts";
import { candlesOf, flat, marketOf, rulesOf, signalsOf, trade, tradesOf } from "./scenario.fixture.ts";
import { simulate } from "./simulate.ts";

const notesOf = ({ remarks }: BacktestOutcome) => remarks.map(describeRemark);

const quiet = [100, 100, 100, 100] as const;

describe("the order of events", () => {
  it("fills a signal at the next open, and an exit likewise", () => {
    const outcome = trade([quiet, [110, 120, 105, 115], [130, 140, 125, 135], [150, 150, 150, 150]], {
      enterLong: [0],
      exitLong: [2],
    });
    expect(tradesOf(outcome)).toEqual([
      { reason: "signal", entered: 1, exited: 3, from: 110, to: 150, profit: (1000 / 110) * 40 },
    ]);
    expect([...outcome.equity]).toEqual([
      10_000,
      9000 + (1000 / 110) * 115,
      9000 + (1000 / 110) * 135,
      9000 + (1000 / 110) * 150,
    ]);
    expect(outcome.exposure[1]).toBeCloseTo(((1000 / 110) * 115) / (9000 + (1000 / 110) * 115), 12);
    expect(outcome.stepsInMarket).toBe(2);
  });

  it("counts the stop where stop and target are touched in one candle", () => {
    const outcome = trade([quiet, [100, 111, 94, 108]], { enterLong: [0] }, { stops: { fixedPct: 5, targetPct: 10 } });
    expect(tradesOf(outcome)).toEqual([{ reason: "stop", entered: 1, exited: 1, from: 100, to: 95, profit: -50 }]);
  });

  it("fills a target at its price, and no better where the open is beyond it", () => {
    const stops = { fixedPct: 5, targetPct: 10 };
    expect(tradesOf(trade([quiet, quiet, [105, 112, 104, 111]], { enterLong: [0] }, { stops }))[0]).toMatchObject({
      reason: "target",
      to: expect.closeTo(110, 9),
      profit: expect.closeTo(100, 9),
    });
    expect(tradesOf(trade([quiet, quiet, [120, 125, 90, 111]], { enterLong: [0] }, { stops }))[0]).toMatchObject({
      reason: "target",
      to: expect.closeTo(110, 9),
    });
  });

  it("fills a stop at the open where the price gaps through it", () => {
    const outcome = trade([quiet, quiet, [80, 85, 75, 82]], { enterLong: [0] }, { stops: { fixedPct: 5 } });
    expect(tradesOf(outcome)).toEqual([{ reason: "stop", entered: 1, exited: 2, from: 100, to: 80, profit: -200 }]);
  });

  it("trails the best price up to the candle before, never the one of the same candle", () => {
    const rows = [quiet, [100, 120, 100, 118], [118, 140, 109, 130], [130, 131, 125, 126]] as const;
    const outcome = trade(rows, { enterLong: [0] }, { stops: { trailingPct: 10 } });
    // 120 − 10 % is 108: the low of 109 holds. 140 − 10 % is 126: the next low of 125 does not.
    expect(tradesOf(outcome)).toEqual([{ reason: "trailing", entered: 1, exited: 3, from: 100, to: 126, profit: 260 }]);
  });

  it("measures stops in average true ranges as they were at the signal", () => {
    const atr = [2, 50, 50, 50];
    const rules = { stops: { atr: { period: 14, multiple: 3 }, targetAtr: { period: 14, multiple: 4 } } };
    expect(tradesOf(trade([quiet, quiet, [100, 101, 93, 95]], { enterLong: [0], atr }, rules))[0]).toMatchObject({
      reason: "stop",
      to: 94,
    });
    expect(tradesOf(trade([quiet, quiet, [100, 109, 95, 95]], { enterLong: [0], atr }, rules))[0]).toMatchObject({
      reason: "target",
      to: 108,
    });
  });

  it("closes at the open after so many candles", () => {
    const outcome = trade(flat(100, 8), { enterLong: [1] }, { stops: { candles: 3 } });
    expect(tradesOf(outcome)).toEqual([{ reason: "time", entered: 2, exited: 5, from: 100, to: 100, profit: 0 }]);
    expect(outcome.trades.candles[0]).toBe(3);
  });

  it("values what is open at the last close without costs", () => {
    const costs = { makerPct: 0.1, takerPct: 1, slippage: { kind: "none" } } as const;
    const outcome = trade([quiet, quiet, [100, 130, 100, 120]], { enterLong: [0] }, { costs });
    expect(tradesOf(outcome)[0]).toMatchObject({ reason: "end", to: 120, profit: 190 });
    expect(outcome.equity.at(-1)).toBe(10_190);
    expect(outcome.feesUsd).toBe(10);
  });
});

describe("costs", () => {
  it("takes the taker's fee and slippage of both fills, the maker's of a target", () => {
    const costs = { makerPct: 0.5, takerPct: 1, slippage: { kind: "fixed", pct: 2 } } as const;
    const left = trade(
      [quiet, quiet, [200, 200, 200, 200], [200, 200, 200, 200]],
      { enterLong: [0], exitLong: [2] },
      { costs },
    );
    const units = 1000 / 102;
    expect(left.trades.exitPrice[0]).toBe(196);
    expect(left.feesUsd).toBeCloseTo(10 + units * 196 * 0.01, 9);
    expect(left.slippageUsd).toBeCloseTo(units * 2 + units * 4, 9);
    expect(left.trades.profitUsd[0]).toBeCloseTo(units * 94 - left.feesUsd, 9);
    expect(left.equity.at(-1)).toBeCloseTo(10_000 + units * 94 - left.feesUsd, 9);
    const reached = trade(
      [quiet, quiet, [100, 130, 100, 120]],
      { enterLong: [0] },
      { costs, stops: { targetPct: 10 } },
    );
    expect(reached.trades.exitPrice[0]).toBeCloseTo(112.2, 9);
    expect(reached.feesUsd).toBeCloseTo(10 + units * 112.2 * 0.005, 9);
  });

  it("moves the price by the square of the share of the volume", () => {
    const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "volume-share", impactPct: 40 } } as const;
    // 10 units of 20: half the volume, a quarter of 40 %.
    const outcome = trade([quiet, [100, 100, 100, 100, 20]], { enterLong: [0] }, { costs });
    expect(outcome.trades.entryPrice[0]).toBeCloseTo(110, 9);
    const unreported = trade([quiet, [100, 100, 100, 100, Number.NaN]], { enterLong: [0] }, { costs });
    expect(unreported.trades.entryPrice[0]).toBe(140);
  });

  it("cuts an entry to the cash, costs included", () => {
    const costs = { makerPct: 0, takerPct: 1, slippage: { kind: "none" } } as const;
    const outcome = trade(flat(100, 3), { enterLong: [0] }, { costs, sizing: { kind: "cash", amount: 50_000 } });
    expect(outcome.trades.quantity[0]).toBeCloseTo(100 / 1.01, 12);
    expect(outcome.equity[1]).toBeCloseTo(10_000 / 1.01, 9);
    expect(notesOf(outcome)).toEqual(["1 entry was cut to the cash that was free."]);
  });
});

describe("volume", () => {
  const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "none" }, mostOfVolumePct: 10 } as const;

  it("fills an entry over several candles, as one tranche at its mean price", () => {
    const rows = [quiet, [100, 100, 100, 100, 40], [120, 120, 120, 120, 30], quiet, quiet] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs });
    // 4 units at 100, 3 at 120, and what is left of the 1,000 USD, 240, at 100.
    expect(outcome.trades.length).toBe(1);
    expect(outcome.trades.quantity[0]).toBeCloseTo(9.4, 12);
    expect(outcome.trades.entryPrice[0]).toBeCloseTo(1000 / 9.4, 12);
    expect(notesOf(outcome)).toEqual(["2 fills were cut to the share of the volume that may be taken."]);
  });

  it("gives an entry up after five candles", () => {
    const rows = [quiet, ...Array.from({ length: 8 }, () => [100, 100, 100, 100, 10] as const)];
    const outcome = trade(rows, { enterLong: [0] }, { costs });
    expect(outcome.trades.quantity[0]).toBe(5);
    expect(notesOf(outcome)).toContain("1 entry was not filled wholly within five candles: the rest was given up.");
  });

  it("goes on with an exit until it is done, each part a trade", () => {
    const rows = [quiet, quiet, ...Array.from({ length: 6 }, () => [100, 100, 100, 100, 40] as const)];
    const outcome = trade(rows, { enterLong: [0], exitLong: [1] }, { costs });
    expect(tradesOf(outcome).map(({ reason, exited }) => [reason, exited])).toEqual([
      ["signal", 2],
      ["signal", 3],
      ["signal", 4],
    ]);
    expect([...outcome.trades.quantity]).toEqual([4, 4, 2]);
  });

  it("goes on at the next open with what a stop could not sell", () => {
    const rows = [quiet, quiet, [100, 100, 90, 92, 60], [80, 80, 80, 80, 60]] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs, stops: { fixedPct: 5 } });
    expect(tradesOf(outcome).map(({ reason, to }) => [reason, to])).toEqual([
      ["stop", 95],
      ["stop", 80],
    ]);
  });

  it("fills nothing where nobody reported the volume", () => {
    const rows = [quiet, [100, 100, 100, 100, Number.NaN], quiet, quiet] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs });
    expect(tradesOf(outcome)[0]).toMatchObject({ entered: 2 });
    expect(notesOf(outcome)).toContain("1 fill waited because nobody reported the volume of the candle.");
  });
});

describe("shorts", () => {
  it("gain from a fall, pay funding each candle, and are stopped above", () => {
    const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "none" }, fundingPctPerDay: 1 } as const;
    const short = { enter: { kind: "always" } } as const;
    const rows = [quiet, [100, 100, 90, 90], [90, 90, 80, 80], [80, 80, 80, 80]] as const;
    const outcome = trade(rows, { enterShort: [0], exitShort: [2] }, { long: null, short, costs });
    // 10 units from 100 to 80, less 1 % of 900 and of 800.
    expect(outcome.trades.profitUsd[0]).toBeCloseTo(200 - 17, 12);
    expect(outcome.fundingUsd).toBeCloseTo(17, 12);
    expect(outcome.equity[1]).toBeCloseTo(10_000 + 100 - 9, 12);
    expect(outcome.exposure[1]).toBeCloseTo(-900 / 10_091, 12);
    const stopped = trade(
      [quiet, quiet, [110, 112, 100, 105]],
      { enterShort: [0] },
      { long: null, short, stops: { fixedPct: 5 } },
    );
    expect(tradesOf(stopped)[0]).toMatchObject({ reason: "stop", to: 110, profit: -100 });
  });

  it("are not larger than the equity, and end the run where they have used it up", () => {
    const short = { enter: { kind: "always" } } as const;
    const sizing = { kind: "cash", amount: 99_000 } as const;
    const rows = [quiet, [100, 100, 100, 100], [150, 150, 150, 150], [210, 210, 210, 210], quiet] as const;
    const outcome = trade(rows, { enterShort: [0] }, { long: null, short, sizing });
    expect([...outcome.equity]).toEqual([10_000, 10_000, 5000, -1000]);
    expect(notesOf(outcome)[0]).toBe("The equity was used up: the run ends there, and what was open was liquidated.");
  });

  it("lock what they brought in and as much again", () => {
    const market = marketOf({ one: candlesOf(flat(100, 4)), two: candlesOf(flat(100, 4)) });
    const short = { enter: { kind: "always" } } as const;
    const rules = rulesOf({ short, sizing: { kind: "cash", amount: 6000 }, maxPositions: 2 });
    const signals = signalsOf(market, { one: { enterShort: [0] }, two: { enterLong: [0] } });
    const outcome = simulate(rules, market, signals, { capital: 10_000 });
    // 16,000 USD of cash, of which 12,000 are locked.
    expect([...outcome.trades.quantity]).toEqual([60, 40]);
  });

  it("follow a long after its exit at the same open, and neither is entered where both are signalled", () => {
    const rules = { long: { enter: { kind: "always" } }, short: { enter: { kind: "always" } } } as const;
    const turned = trade(flat(100, 5), { enterLong: [0], exitLong: [2], enterShort: [2] }, rules);
    expect(tradesOf(turned).map(({ reason, entered, exited }) => [reason, entered, exited])).toEqual([
      ["signal", 1, 3],
      ["end", 3, 4],
    ]);
    const both = trade(flat(100, 4), { enterLong: [1], enterShort: [1] }, rules);
    expect(both.trades.length).toBe(0);
    expect(notesOf(both)).toEqual(["1 close signalled a long and a short entry at once: neither was followed."]);
  });
});

describe("cool-down", () => {
  it("does not enter for so many candles after a close", () => {
    const everyDay = Array.from({ length: 10 }, (_, day) => day);
    const outcome = trade(flat(100, 10), { enterLong: everyDay, exitLong: [2] }, { cooldownCandles: 3 });
    // Closed at the open of day 3: days 3 to 6 pass without an entry.
    expect(tradesOf(outcome).map(({ entered, exited }) => [entered, exited])).toEqual([
      [1, 3],
      [7, 9],
    ]);
  });
});

describe("tranches", () => {
  const everyDay = Array.from({ length: 8 }, (_, day) => day);

  it("makes a grid: further entries below, each with a target of its own", () => {
    const rules = { adding: { tranches: 3, spacingPct: 5 }, stops: { targetPct: 5 } };
    const rows = [quiet, [100, 100, 95, 95], [95, 95, 90, 90], [90, 96, 90, 95], [96, 101, 96, 96], quiet] as const;
    const outcome = trade(rows, { enterLong: everyDay }, rules);
    expect(tradesOf(outcome).map(({ reason, entered, exited, from }) => [reason, entered, exited, from])).toEqual([
      ["target", 3, 3, 90],
      ["target", 2, 4, 95],
      ["end", 1, 5, 100],
    ]);
    expect(outcome.trades.exitPrice[0]).toBeCloseTo(94.5, 12);
    expect(outcome.trades.exitPrice[1]).toBeCloseTo(99.75, 12);
  });

  it("averages in at each signal, and closes all of it at the exit", () => {
    const rules = { adding: { tranches: 100 } };
    const outcome = trade(flat(50, 7), { enterLong: [0, 2, 4], exitLong: [5] }, rules);
    expect(tradesOf(outcome).map(({ entered, exited }) => [entered, exited])).toEqual([
      [1, 6],
      [3, 6],
      [5, 6],
    ]);
    expect(outcome.exposure[4]).toBe(0.2);
  });
});

describe("rebalancing", () => {
  const rebalance = { candles: 2, driftPct: 5 };
  const sizing = { kind: "equity", pct: 50 } as const;
  // 2026-01-01 is day 20,454 since 1970: even days of these lists are rebalanced.
  const rows = [
    quiet,
    quiet,
    [100, 100, 100, 100],
    [200, 200, 200, 200],
    [200, 200, 200, 200],
    [200, 200, 200, 200],
  ] as const;

  it("brings a position back to its size where it is off by more than the band", () => {
    const outcome = trade(rows, { enterLong: [0] }, { sizing, rebalance });
    // 50 units are worth 10,000 of 15,000: 12.5 are sold on day 4.
    expect(tradesOf(outcome).map(({ reason, exited, profit }) => [reason, exited, profit])).toEqual([
      ["rebalance", 4, 1250],
      ["end", 5, 3750],
    ]);
    expect(outcome.exposure[4]).toBe(0.5);
  });

  it("leaves it alone within the band", () => {
    const outcome = trade(rows, { enterLong: [0] }, { sizing, rebalance: { candles: 2, driftPct: 20 } });
    expect(outcome.trades.length).toBe(1);
  });

  it("buys with what the sales brought", () => {
    const falling = [quiet, quiet, quiet, [50, 50, 50, 50], [50, 50, 50, 50], [50, 50, 50, 50]] as const;
    const market = marketOf({ one: candlesOf(rows), other: candlesOf(falling) });
    const rules = rulesOf({ universe: { kind: "list", coins: ["one", "other"] }, sizing, rebalance, maxPositions: 2 });
    const signals = signalsOf(market, { one: { enterLong: [0] }, other: { enterLong: [0] } });
    const outcome = simulate(rules, market, signals, { capital: 10_000 });
    // 10,000 and 2,500: each has 6,250 afterwards.
    expect(outcome.trades.profitUsd[0]).toBe(1875);
    expect([...outcome.equity.subarray(3)]).toEqual([12_500, 12_500, 12_500]);
    expect([...outcome.trades.quantity]).toEqual([18.75, 31.25, 125]);
  });
});

describe("several coins", () => {
  it("opens no more positions than the rules allow, in the order of the universe", () => {
    const market = marketOf({
      one: candlesOf(flat(10, 4)),
      two: candlesOf(flat(20, 4)),
      three: candlesOf(flat(30, 4)),
    });
    const rules = rulesOf({ universe: { kind: "list", coins: ["one", "two", "three"] }, maxPositions: 2 });
    const at = { enterLong: [0] };
    const outcome = simulate(rules, market, signalsOf(market, { one: at, two: at, three: at }), { capital: 10_000 });
    expect([...outcome.trades.coin]).toEqual([0, 1]);
    expect(notesOf(outcome)).toEqual(["1 entry was not followed because the most positions were open."]);
  });

  it("sells a coin that leaves the universe at the next open, and buys none that has not joined", () => {
    const from = Date.UTC(2026, 0, 1);
    const change = Date.UTC(2026, 0, 4);
    const market = marketOf(
      { one: candlesOf(flat(10, 6)), two: candlesOf(flat(20, 6)) },
      { one: [{ from, to: change }], two: [{ from: change, to: null }] },
    );
    const rules = rulesOf({ universe: { kind: "top", count: 1, rebalance: "1d" } });
    const always = { enterLong: [0, 1, 2, 3, 4, 5] };
    const outcome = simulate(rules, market, signalsOf(market, { one: always, two: always }), { capital: 10_000 });
    expect(tradesOf(outcome).map(({ reason, entered, exited }) => [reason, entered, exited])).toEqual([
      ["left-universe", 1, 3],
      ["end", 3, 5],
    ]);
  });
});

describe("holes", () => {
  it("does not fill an entry across a missing candle, but an exit at the next one there is", () => {
    const entry = trade([quiet, null, quiet, quiet], { enterLong: [0] });
    expect(entry.trades.length).toBe(0);
    expect(notesOf(entry)).toEqual(["1 entry was dropped because the next candle is missing."]);
    const exit = trade([quiet, quiet, null, [90, 90, 90, 90], quiet], { enterLong: [0], exitLong: [1] });
    expect(tradesOf(exit)).toEqual([{ reason: "signal", entered: 1, exited: 3, from: 100, to: 90, profit: -100 }]);
  });

  it("closes at the last known price where the series goes on as another coin", () => {
    const rows = [quiet, [100, 100, 1, 1], "split", [1000, 5000, 1000, 5000], [5000, 5000, 5000, 5000]] as const;
    const outcome = trade(rows, { enterLong: [0] });
    expect(tradesOf(outcome)).toEqual([{ reason: "gap", entered: 1, exited: 2, from: 100, to: 1, profit: -990 }]);
    expect([...outcome.equity]).toEqual([10_000, 9010, 9010, 9010]);
  });

  it("closes likewise where more candles are missing than are joined", () => {
    const joined = trade([quiet, quiet, null, null, null, [300, 300, 300, 300]], { enterLong: [0] });
    expect(tradesOf(joined)[0]).toMatchObject({ reason: "end", to: 300 });
    const split = trade([quiet, quiet, null, null, null, null, [300, 300, 300, 300]], { enterLong: [0] });
    expect(tradesOf(split)[0]).toMatchObject({ reason: "gap", exited: 6, to: 100 });
  });

  it("moves the price by no more than a whole candle's volume where a series breaks off", () => {
    const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "volume-share", impactPct: 50 } } as const;
    const rows = [quiet, [100, 100, 100, 100, 1e9], [100, 100, 100, 100, 2], "split", quiet] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs });
    expect(tradesOf(outcome)[0]).toMatchObject({ reason: "gap", to: 50 });
  });

  it("closes a coin that comes no more while others go on", () => {
    const market = marketOf({ gone: candlesOf(flat(10, 3)), there: candlesOf(flat(20, 12)) });
    const rules = rulesOf({ universe: { kind: "list", coins: ["gone", "there"] } });
    const outcome = simulate(rules, market, signalsOf(market, { gone: { enterLong: [0] } }), { capital: 10_000 });
    expect(tradesOf(outcome)[0]).toMatchObject({ reason: "gap", entered: 1, exited: 7, to: 10 });
  });
});

describe("sizing", () => {
  it("gives a position the volatility asked for, and no more than its limit", () => {
    const sizing = { kind: "volatility", targetPct: 20, period: 30, mostPct: 50 } as const;
    const calm = trade(flat(100, 3), { enterLong: [0], volatility: [0.8, 0.8, 0.8] }, { sizing });
    expect(calm.exposure[1]).toBe(0.25);
    const still = trade(flat(100, 3), { enterLong: [0], volatility: [0.1, 0.1, 0.1] }, { sizing });
    expect(still.exposure[1]).toBe(0.5);
    const unknown = trade(flat(100, 3), { enterLong: [0], volatility: [Number.NaN, 1, 1] }, { sizing });
    expect(unknown.trades.length).toBe(0);
  });

  it("bets as Kelly does once there are enough trades, a quarter of the limit before", () => {
    const sizing = { kind: "kelly", fraction: 0.5, trades: 2, mostPct: 40 } as const;
    // +20 %, then −10 %: W = 1/2, R = 2, so W − (1 − W) / R = 1/4, of which half.
    const rows = [quiet, quiet, [120, 120, 120, 120], [100, 100, 100, 100], [90, 90, 90, 90], quiet, quiet] as const;
    const outcome = trade(rows, { enterLong: [0, 2, 4], exitLong: [1, 3] }, { sizing });
    expect(outcome.exposure[1]).toBe(0.1);
    expect(outcome.trades.length).toBe(3);
    expect(outcome.exposure[5]).toBeCloseTo(0.125, 12);
  });
});

describe("the span of a run", () => {
  it("begins after the warm-up or at the time asked for, and ends before its end", () => {
    const market = marketOf({ bitcoin: candlesOf(flat(100, 10)) });
    const signals = signalsOf(market, { bitcoin: { enterLong: [0, 1, 2, 3, 4, 5, 6] } }, 2);
    const rules = rulesOf();
    const day = (at: number) => Date.UTC(2026, 0, 1 + at);
    const warmed = simulate(rules, market, signals, { capital: 10_000 });
    expect([warmed.time[0], warmed.trades.enteredAt[0]]).toEqual([day(2), day(3)]);
    const spanned = simulate(rules, market, signals, { capital: 10_000, from: day(4), to: day(8) });
    expect([spanned.time[0], spanned.time.at(-1), spanned.trades.enteredAt[0]]).toEqual([day(4), day(7), day(5)]);
    const late = {
      intervalMs: market.intervalMs,
      coins: [...market.coins, ...marketOf({ late: candlesOf([...Array<null>(4).fill(null), ...flat(50, 6)]) }).coins],
    };
    const both = signalsOf(late, { late: { enterLong: [0, 1, 2, 3, 4] } }, 2);
    expect(simulate(rules, late, both, { capital: 10_000 }).trades.enteredAt[0]).toBe(day(7));
    const none = simulate(rules, market, signals, { capital: 10_000, from: day(20) });
    expect([none.time.length, notesOf(none)]).toEqual([0, ["There is no candle to trade on after the warm-up."]]);
  });
});

describe("entries that are not made", () => {
  it("are those whose own exit holds at the same close", () => {
    const outcome = trade(flat(100, 4), { enterLong: [0, 1], exitLong: [0] });
    expect(tradesOf(outcome).map(({ entered }) => entered)).toEqual([2]);
  });

  it("are those of the other side while a position is open", () => {
    const rules = { long: { enter: { kind: "always" } }, short: { enter: { kind: "always" } } } as const;
    const outcome = trade(flat(100, 5), { enterLong: [0], enterShort: [1, 2] }, rules);
    expect([...outcome.trades.side]).toEqual([1]);
  });

  it("are those whose stop cannot be told yet", () => {
    const rules = { stops: { atr: { period: 2, multiple: 1 } } };
    const outcome = trade(flat(100, 4), { enterLong: [0, 1], atr: [Number.NaN, 5, 5, 5] }, rules);
    expect(tradesOf(outcome).map(({ entered }) => entered)).toEqual([2]);
    expect(notesOf(outcome)).toEqual([
      "1 entry was dropped because volatility or the average true range was not known yet.",
    ]);
  });

  it("are those for which there is no cash", () => {
    const rules = { adding: { tranches: 5 }, sizing: { kind: "cash", amount: 6000 } } as const;
    const outcome = trade(flat(100, 6), { enterLong: [0, 1, 2] }, rules);
    expect([...outcome.trades.quantity]).toEqual([60, 40]);
    expect(notesOf(outcome)).toEqual(["1 entry found no free cash.", "1 entry was cut to the cash that was free."]);
  });
});

describe("levels", () => {
  it("trail by average true ranges as they were at the signal, for shorts from the lowest price", () => {
    const short = { enter: { kind: "always" } } as const;
    const rules = { long: null, short, stops: { trailingAtr: { period: 2, multiple: 2 } } };
    const rows = [quiet, [100, 104, 90, 91], [91, 99, 89, 95], [95, 100, 95, 97]] as const;
    const outcome = trade(rows, { enterShort: [0], atr: [5, 1, 1, 1] }, rules);
    // 90 and 10 is 100, which 99 does not reach; 89 and 10 is 99.
    expect(tradesOf(outcome)).toEqual([{ reason: "trailing", entered: 1, exited: 3, from: 100, to: 99, profit: 10 }]);
  });

  it("trail by a share above the lowest price for shorts", () => {
    const short = { enter: { kind: "always" } } as const;
    const rows = [quiet, [100, 101, 80, 85], [85, 87, 84, 86], [86, 90, 85, 89]] as const;
    const outcome = trade(rows, { enterShort: [0] }, { long: null, short, stops: { trailingPct: 10 } });
    // 80 and a tenth of it is 88.
    expect(tradesOf(outcome)).toEqual([{ reason: "trailing", entered: 1, exited: 3, from: 100, to: 88, profit: 120 }]);
  });

  it("keep how far it was ahead and behind, without the candle of the exit", () => {
    const rows = [quiet, [100, 130, 95, 110], [110, 120, 92, 115], [115, 150, 85, 100]] as const;
    const outcome = trade(rows, { enterLong: [0] }, { stops: { fixedPct: 10 } });
    expect(outcome.trades.bestShare[0]).toBeCloseTo(0.3, 12);
    expect(outcome.trades.worstShare[0]).toBeCloseTo(-0.1, 12);
    expect(outcome.trades.candles[0]).toBe(3);
  });

  it("leave the rest of a target in the book where the volume does not suffice", () => {
    const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "none" }, mostOfVolumePct: 10 } as const;
    const rows = [quiet, quiet, [100, 112, 100, 104, 60], [104, 111, 100, 104, 60], quiet] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs, stops: { targetPct: 10 } });
    expect(tradesOf(outcome).map(({ reason, exited }) => [reason, exited])).toEqual([
      ["target", 2],
      ["target", 3],
    ]);
    expect([...outcome.trades.quantity]).toEqual([6, 4]);
    expect(outcome.trades.bestShare[0]).toBeCloseTo(0.1, 12);
  });

  it("share the volume of a candle between the tranches that are stopped in it", () => {
    const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "none" }, mostOfVolumePct: 10 } as const;
    const rules = { costs, adding: { tranches: 2 }, stops: { fixedPct: 5 } };
    const rows = [quiet, quiet, quiet, [100, 100, 90, 90, 150], [80, 80, 80, 80]] as const;
    const outcome = trade(rows, { enterLong: [0, 1] }, rules);
    expect(tradesOf(outcome).map(({ exited, to }, at) => [exited, to, outcome.trades.quantity[at]])).toEqual([
      [3, 95, 10],
      [3, 95, 5],
      [4, 80, 5],
    ]);
  });
});

describe("an order that waits", () => {
  const costs = { makerPct: 0, takerPct: 0, slippage: { kind: "none" }, mostOfVolumePct: 10 } as const;

  it("is filled before one whose signal is newer", () => {
    const thin = [quiet, [100, 100, 100, 100, 50], quiet, quiet] as const;
    const market = marketOf({ newer: candlesOf(flat(100, 4)), older: candlesOf(thin) });
    const sizing = { kind: "cash", amount: 9000 } as const;
    const rules = rulesOf({ universe: { kind: "list", coins: ["newer", "older"] }, costs, sizing, maxPositions: 2 });
    const signals = signalsOf(market, { newer: { enterLong: [1] }, older: { enterLong: [0] } });
    const outcome = simulate(rules, market, signals, { capital: 10_000 });
    // The older one had 500 USD at once and 8,500 now; 1,000 are left.
    expect(Object.fromEntries([...outcome.trades.coin].map((coin, at) => [coin, outcome.trades.quantity[at]]))).toEqual(
      {
        0: 10,
        1: 90,
      },
    );
  });

  it("ends where its position was stopped meanwhile", () => {
    const rows = [quiet, [100, 100, 90, 90, 50], quiet, quiet] as const;
    const outcome = trade(rows, { enterLong: [0] }, { costs, stops: { fixedPct: 5 } });
    // The candle's volume is used up by the entry: what is stopped is sold at the next open, and nothing more is bought.
    expect(tradesOf(outcome)).toEqual([{ reason: "stop", entered: 1, exited: 2, from: 100, to: 100, profit: 0 }]);
  });

  it("takes no more than the volume where its share moves the price", () => {
    const impact = { makerPct: 0, takerPct: 0, slippage: { kind: "volume-share", impactPct: 50 } } as const;
    const outcome = trade([quiet, [100, 100, 100, 100, 4], quiet], { enterLong: [0] }, { costs: impact });
    // 4 units at 150; of the other 400 USD the share is 0.4 %.
    expect(outcome.trades.quantity[0]).toBeCloseTo(4 + 400 / (100 * (1 + 0.5 * 0.004 ** 2)), 9);
  });
});

describe("a long run", () => {
  const rows = flat(100, 250_000);
  const market = marketOf({ bitcoin: candlesOf(rows) });
  const signals = signalsOf(market, { bitcoin: { enterLong: [5], exitLong: [200_000] } });

  it("tells how far it is, and ends when it is cancelled", () => {
    for (const everyStep of [false, true]) {
      const told: number[] = [];
      simulate(rulesOf(), market, signals, { capital: 1, everyStep, onProgress: (done) => told.push(done) });
      expect(told).toEqual([0, 100_000, 200_000, 250_000]);
      let asked = 0;
      const cancelled = { capital: 1, everyStep, isCancelled: () => ++asked === 2 };
      expect(() => simulate(rulesOf(), market, signals, cancelled)).toThrow(RunCancelled);
    }
  });
});
