import { describe, expect, it } from "vitest";
import type { LotEvent } from "./lot-event.ts";
import type { LotOptions, LotResult } from "./lot-result.ts";
import { matchLots } from "./match-lots.ts";

const SECTION_104: LotOptions = { method: "section-104", feesInCost: true, longTermDays: null };

const buy = (time: string, quantity: string, cost: string, fee = "0"): LotEvent => ({
  kind: "acquisition",
  id: `buy ${time}`,
  at: `${time}:00Z`,
  quantity,
  cost,
  fee,
});
const sell = (time: string, quantity: string, proceeds: string, fee = "0"): LotEvent => ({
  kind: "disposal",
  id: `sell ${time}`,
  at: `${time}:00Z`,
  quantity,
  proceeds,
  fee,
});
const pounds = (amount: string | null | undefined) => Math.round(Number(amount));
const rules = ({ disposals }: LotResult) =>
  disposals.map(({ matches }) => matches.map(({ rule, quantity, cost }) => [rule, quantity, pounds(cost)]));
const pool = ({ totals }: LotResult) => [totals.openQuantity, pounds(totals.openCost)];

describe("examples of the HMRC Cryptoassets Manual", () => {
  it("CRYPTO22252, Martyn: a day's purchase covers the day's sales, the rest joins the pool", () => {
    const result = matchLots(
      [
        buy("2020-01-01T12:00", "5000", "500"),
        sell("2020-06-23T09:00", "1000", "800"),
        buy("2020-06-23T14:00", "1600", "1000"),
        sell("2020-06-23T19:00", "500", "600"),
      ],
      SECTION_104,
    );
    expect(rules(result)).toEqual([[["same-day", "1000", 625]], [["same-day", "500", 313]]]);
    // £462 there, with the cost of £937.50 rounded up.
    expect(result.totals.gain).toBe("462.5");
    // £562 there.
    expect([result.totals.openQuantity, result.totals.openCost]).toEqual(["5100", "562.5"]);
  });

  it("CRYPTO22253, Rachel: purchases of the next 30 days, earlier sales and purchases first", () => {
    const result = matchLots(
      [
        buy("2020-01-01T12:00", "2000", "1000"),
        sell("2020-03-31T12:00", "1000", "400"),
        sell("2020-04-20T12:00", "500", "150"),
        buy("2020-04-21T12:00", "700", "175"),
        buy("2020-04-28T12:00", "500", "100"),
        buy("2020-05-01T12:00", "500", "150"),
      ],
      SECTION_104,
    );
    expect(rules(result)).toEqual([
      [
        ["thirty-day", "700", 175],
        ["thirty-day", "300", 60],
      ],
      [
        ["thirty-day", "200", 40],
        ["thirty-day", "300", 90],
      ],
    ]);
    expect(result.disposals.map(({ gain }) => gain)).toEqual(["165", "20"]);
    expect(pool(result)).toEqual(["2200", 1060]);
  });

  it("CRYPTO22255, Melanie: what 30 days do not cover comes from the pool", () => {
    const result = matchLots(
      [
        buy("2020-01-01T12:00", "14000", "200000"),
        sell("2020-08-30T12:00", "4000", "160000"),
        buy("2020-09-11T12:00", "500", "17500"),
      ],
      SECTION_104,
    );
    expect(rules(result)).toEqual([
      [
        ["thirty-day", "500", 17500],
        ["pool", "3500", 50000],
      ],
    ]);
    expect(result.totals.gain).toBe("92500");
    expect(pool(result)).toEqual(["10500", 150000]);
  });

  it("CRYPTO22256, Gulferaz: all three rules", () => {
    const result = matchLots(
      [
        buy("2020-01-01T12:00", "100000", "300000"),
        buy("2020-07-31T12:00", "10000", "45000"),
        sell("2020-07-31T13:00", "30000", "150000"),
        sell("2020-08-05T12:00", "20000", "100000"),
        buy("2020-08-06T12:00", "50000", "225000"),
        sell("2020-08-07T12:00", "100000", "150000"),
      ],
      SECTION_104,
    );
    expect(rules(result)).toEqual([
      [
        ["same-day", "10000", 45000],
        ["thirty-day", "20000", 90000],
      ],
      [["thirty-day", "20000", 90000]],
      [["pool", "100000", 313636]],
    ]);
    expect(result.disposals.map(({ gain }) => pounds(gain))).toEqual([15000, 10000, -163636]);
    expect(pool(result)).toEqual(["10000", 31364]);
  });
});

it("HMRC helpsheet HS284, example 3 (2024), Lobster plc: costs of dealing count on both sides", () => {
  const result = matchLots(
    [
      buy("2015-04-01T12:00", "1000", "4000", "150"),
      buy("2018-09-01T12:00", "500", "2050", "80"),
      sell("2023-05-01T12:00", "700", "3360", "100"),
      sell("2024-02-01T12:00", "400", "2080", "105"),
    ],
    SECTION_104,
  );
  expect(result.disposals.map(({ gain }) => pounds(gain))).toEqual([329, 300]);
});

describe("day rules", () => {
  const held = buy("2023-01-01T12:00", "10", "100");
  const sold = sell("2024-01-01T23:30", "10", "500");

  it("reach the 30th day and not the 31st", () => {
    const bought = (time: string) => matchLots([held, sold, buy(time, "10", "300")], SECTION_104).totals.gain;
    expect(bought("2024-01-31T23:59")).toBe("200");
    expect(bought("2024-02-01T00:00")).toBe("400");
  });

  it("go by the given calendar day", () => {
    const late: LotEvent = { ...sold, day: "2024-01-02" };
    expect(matchLots([held, late, buy("2024-02-01T00:00", "10", "300")], SECTION_104).totals.gain).toBe("200");
  });

  it("take the purchases of one day as one, at their mean cost", () => {
    const result = matchLots(
      [held, buy("2024-01-01T08:00", "10", "100"), buy("2024-01-01T09:00", "10", "300"), sold],
      SECTION_104,
    );
    expect(result.disposals[0]?.matches).toMatchObject([
      { rule: "same-day", lotIds: ["buy 2024-01-01T08:00", "buy 2024-01-01T09:00"], quantity: "10", cost: "200" },
    ]);
    expect(pool(result)).toEqual(["20", 300]);
  });

  it("leave a purchase to its own day before an earlier sale gets it", () => {
    const result = matchLots(
      [
        held,
        sell("2024-01-01T12:00", "5", "100"),
        buy("2024-01-10T08:00", "5", "90"),
        sell("2024-01-10T09:00", "5", "100"),
      ],
      SECTION_104,
    );
    expect(rules(result)).toEqual([[["pool", "5", 50]], [["same-day", "5", 90]]]);
  });

  it("do not apply to transfers", () => {
    const result = matchLots(
      [
        held,
        { kind: "transfer-out", id: "out", at: "2024-01-01T12:00:00Z", quantity: "5" },
        buy("2024-01-02T12:00", "5", "900"),
      ],
      SECTION_104,
    );
    expect(result.transfers[0]?.lots).toMatchObject([{ quantity: "5", cost: "50" }]);
  });
});
