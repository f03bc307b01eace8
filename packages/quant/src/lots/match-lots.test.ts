import { describe, expect, it } from "vitest";
import type { LotEvent } from "./lot-event.ts";
import type { LotOptions } from "./lot-result.ts";
import { matchLots } from "./match-lots.ts";

const FIFO: LotOptions = { method: "fifo", feesInCost: true, longTermDays: 365 };

const buy = (id: string, day: string, quantity: string, cost: string, fee = "0"): LotEvent => ({
  kind: "acquisition",
  id,
  at: `${day}T12:00:00Z`,
  quantity,
  cost,
  fee,
});
const sell = (id: string, day: string, quantity: string, proceeds: string, fee = "0"): LotEvent => ({
  kind: "disposal",
  id,
  at: `${day}T12:00:00Z`,
  quantity,
  proceeds,
  fee,
});

// J. K. Lasser, Your Income Tax 2013, 30.2, Earmarking Stock Lots: 100 shares at $77, 200 at $84, 100 at $105; 100 are
// sold at $90.
const ACME = [
  buy("1998", "1998-03-02", "100", "7700"),
  buy("1999", "1999-03-02", "200", "16800"),
  buy("2000", "2000-03-02", "100", "10500"),
];
const sale: LotEvent = sell("sale", "2000-06-01", "100", "9000");

describe("which lots a sale takes", () => {
  it.each([
    ["fifo", ["1998"], "1300"],
    ["lifo", ["2000"], "-1500"],
    ["hifo", ["2000"], "-1500"],
    ["lofo", ["1998"], "1300"],
    ["specific", ["1998"], "1300"],
  ] as const)("%s takes %j and gains %s", (method, lotIds, gain) => {
    const [disposal] = matchLots([...ACME, sale], { ...FIFO, method }).disposals;
    expect(disposal?.gain).toBe(gain);
    expect(disposal?.matches.flatMap((match) => match.lotIds)).toEqual(lotIds);
  });

  it("specific identification takes the lot that is named: a loss of $1,500 with the lot of 2000", () => {
    const named = { ...sale, lots: [{ lotId: "2000", quantity: "100" }] } as LotEvent;
    expect(matchLots([...ACME, named], { ...FIFO, method: "specific" }).totals.gain).toBe("-1500");
  });

  it("lists a named lot that does not hold the units and takes the oldest instead", () => {
    const named = { ...sale, lots: [{ lotId: "2001", quantity: "100" }] } as LotEvent;
    const result = matchLots([...ACME, named], { ...FIFO, method: "specific" });
    expect(result.unheldChoices).toEqual([{ eventId: "sale", lotId: "2001", quantity: "100" }]);
    expect(result.totals.gain).toBe("1300");
  });

  it("refuses to choose more than goes out", () => {
    const named = { ...sale, lots: [{ lotId: "1999", quantity: "101" }] } as LotEvent;
    expect(() => matchLots([...ACME, named], { ...FIFO, method: "specific" })).toThrow(RangeError);
  });

  it("goes on to the next lot when one is used up, and keeps what is left", () => {
    const result = matchLots([...ACME, sell("sale", "2000-06-01", "150", "13500")], FIFO);
    expect(result.disposals[0]?.matches.map(({ quantity, cost, gain }) => [quantity, cost, gain])).toEqual([
      ["100", "7700", "1300"],
      ["50", "4200", "300"],
    ]);
    expect(result.openLots.map(({ id, quantity, cost }) => [id, quantity, cost])).toEqual([
      ["1999", "150", "12600"],
      ["2000", "100", "10500"],
    ]);
  });
});

describe("adjusted cost base", () => {
  it("is the mean of all units, moved by purchases and not by sales (CRA guide T4037, identical properties)", () => {
    const events = [
      buy("a", "2020-01-02", "100", "1500"),
      buy("b", "2020-02-03", "150", "3000"),
      sell("c", "2020-03-04", "200", "5000"),
      buy("d", "2020-04-05", "350", "7350"),
    ];
    const average: LotOptions = { ...FIFO, method: "average" };
    const afterSale = matchLots(events.slice(0, 3), average).totals;
    expect([afterSale.cost, afterSale.openQuantity, afterSale.openCost]).toEqual(["3600", "50", "900"]);
    const { totals } = matchLots(events, average);
    expect([totals.openQuantity, totals.openCost]).toEqual(["400", "8250"]);
  });
});

describe("holding period", () => {
  const bought = buy("buy", "2023-03-01", "1", "10");
  it.each([
    ["2023-03-01", 0, "short"],
    ["2024-02-29", 365, "short"],
    ["2024-03-01", 366, "long"],
  ])("sold on %s: %i days, %s", (day, holdingDays, term) => {
    const [match] = matchLots([bought, sell("sell", day, "1", "12")], FIFO).disposals[0]?.matches ?? [];
    expect(match).toMatchObject({ holdingDays, term });
  });

  it("counts by the given days where they differ from those of UTC", () => {
    const events: LotEvent[] = [{ ...bought, day: "2023-02-28" }, sell("sell", "2024-02-29", "1", "12")];
    expect(matchLots(events, FIFO).totals).toMatchObject({ longTermGain: "2", shortTermGain: "0" });
  });

  it("makes no difference of terms where the law makes none", () => {
    const events = [bought, sell("sell", "2024-02-29", "1", "12")];
    expect(matchLots(events, { ...FIFO, longTermDays: null }).totals).toMatchObject({ undatedGain: "2" });
  });
});

describe("fees", () => {
  const events = [buy("buy", "2024-01-01", "2", "100", "3"), sell("sell", "2024-01-02", "1", "80", "1")];

  it("raise the cost and lower the proceeds when they are in cost", () => {
    expect(matchLots(events, FIFO).totals).toMatchObject({ proceeds: "79", cost: "51.5", gain: "27.5", fees: "4" });
  });

  it("are only summed when they are not", () => {
    expect(matchLots(events, { ...FIFO, feesInCost: false }).totals).toMatchObject({ gain: "30", fees: "4" });
  });

  it("may exceed what a sale brings", () => {
    expect(
      matchLots([buy("b", "2024-01-01", "1", "0"), sell("s", "2024-01-02", "1", "1", "3")], FIFO).totals.gain,
    ).toBe("-2");
  });
});

describe("more going out than came in", () => {
  it("is listed with its date and quantity, and its part of the proceeds makes no gain", () => {
    const result = matchLots([buy("buy", "2024-01-01", "1", "10"), sell("sell", "2024-01-02", "4", "100")], FIFO);
    expect(result.missing).toEqual([
      {
        eventId: "sell",
        kind: "disposal",
        reason: "not-acquired",
        at: "2024-01-02T12:00:00Z",
        day: "2024-01-02",
        quantity: "3",
        proceeds: "75",
      },
    ]);
    expect(result.totals).toMatchObject({ proceeds: "25", cost: "10", gain: "15" });
  });

  it("without any unit held makes no disposal at all", () => {
    const result = matchLots([sell("sell", "2024-01-02", "4", "100")], FIFO);
    expect(result.disposals).toEqual([]);
    expect(result.missing).toHaveLength(1);
  });

  it("is not mended by what comes in later", () => {
    const events = [sell("sell", "2024-01-02", "1", "100"), buy("buy", "2024-01-03", "1", "10")];
    for (const method of ["fifo", "average", "section-104"] as const) {
      const result = matchLots(events, { ...FIFO, method });
      expect(result.totals).toMatchObject({ gain: "0", openQuantity: "1", openCost: "10" });
      expect(result.missing).toHaveLength(1);
    }
  });
});

describe("order", () => {
  it("puts what comes in before what goes out at the same time, then goes by id", () => {
    const events = [
      sell("a", "2024-01-01", "1", "30"),
      buy("c", "2024-01-01", "1", "20"),
      buy("b", "2024-01-01", "1", "10"),
    ];
    const result = matchLots(events, FIFO);
    expect(result.missing).toEqual([]);
    expect(result.disposals[0]?.matches[0]?.lotIds).toEqual(["b"]);
  });

  it.each([
    [[buy("a", "2024-01-01", "1", "1"), buy("a", "2024-01-02", "1", "1")]],
    [[buy("a", "2024-01-01", "0", "1")]],
    [[buy("a", "2024-01-01", "-1", "1")]],
    [[buy("a", "2024-01-01", "1", "-1")]],
    [[buy("a", "2024-01-01", "1", "1", "-2")]],
    [[buy("a", "2024-02-30", "1", "1")]],
    [[{ ...buy("a", "2024-01-01", "1", "1"), at: "2024-01-01T00:00:00+01:00" }]],
    [[{ ...buy("a", "2024-01-01", "1", "1"), day: "2024-02-31" }]],
    [[{ ...buy("a", "2024-01-01", "1", "1"), day: "2024-01-05" }, buy("b", "2024-01-02", "1", "1")]],
  ])("refuses a ledger that contradicts itself: %j", (events) => {
    expect(() => matchLots(events as LotEvent[], FIFO)).toThrow(RangeError);
  });
});

describe("transfers", () => {
  const from = [
    buy("old", "2022-01-01", "2", "20"),
    buy("new", "2024-01-01", "2", "80"),
    { kind: "transfer-out", id: "out", at: "2024-02-01T00:00:00Z", quantity: "3" },
  ] as const satisfies LotEvent[];

  it("carry cost and acquisition date, and make no gain", () => {
    const result = matchLots(from, FIFO);
    const [carried] = result.transfers;
    expect(
      carried?.lots.map(({ origin, acquiredDay, quantity, cost }) => [origin, acquiredDay, quantity, cost]),
    ).toEqual([
      ["old", "2022-01-01", "2", "20"],
      ["new", "2024-01-01", "1", "40"],
    ]);
    expect(result.totals).toMatchObject({ gain: "0", openQuantity: "1", openCost: "40" });
  });

  it("bring in lots as old as they were: an old one goes before those already there, and is long-term", () => {
    const lots = matchLots(from, FIFO).transfers[0]?.lots ?? [];
    const result = matchLots(
      [
        buy("own", "2023-01-01", "1", "50"),
        { kind: "transfer-in", id: "in", at: "2024-02-01T00:00:00Z", lots },
        sell("sell", "2024-02-02", "3", "90"),
      ],
      FIFO,
    );
    expect(result.disposals[0]?.matches).toMatchObject([
      { lotIds: ["in:0"], acquiredAt: "2022-01-01T12:00:00Z", quantity: "2", cost: "20", term: "long" },
      { lotIds: ["own"], quantity: "1", cost: "50", term: "long" },
    ]);
    expect(result.openLots).toMatchObject([{ id: "in:1", origin: "new", acquiredDay: "2024-01-01", cost: "40" }]);
  });

  it("of more than is held are listed as missing and carry what is there", () => {
    const result = matchLots(
      [
        buy("a", "2024-01-01", "1", "5"),
        { kind: "transfer-out", id: "out", at: "2024-02-01T00:00:00Z", quantity: "3" },
      ],
      FIFO,
    );
    expect(result.missing).toMatchObject([{ kind: "transfer-out", quantity: "2", proceeds: null }]);
    expect(result.transfers[0]?.lots).toMatchObject([{ quantity: "1", cost: "5" }]);
  });

  it("take pooled cost out of a pool, with the ages of its oldest units", () => {
    for (const method of ["average", "section-104"] as const) {
      const result = matchLots(from, { ...FIFO, method });
      expect(result.transfers[0]?.lots).toMatchObject([
        { acquiredDay: "2022-01-01", quantity: "2", cost: "50" },
        { acquiredDay: "2024-01-01", quantity: "1", cost: "25" },
      ]);
      expect(result.totals.openCost).toBe("25");
    }
  });

  it("cannot bring in what was acquired later", () => {
    const lot = {
      origin: "x",
      acquiredAt: "2024-03-01T00:00:00Z",
      acquiredDay: "2024-03-01",
      quantity: "1",
      cost: "1",
    };
    expect(() => matchLots([{ kind: "transfer-in", id: "in", at: "2024-02-01T00:00:00Z", lots: [lot] }], FIFO)).toThrow(
      RangeError,
    );
  });
});
