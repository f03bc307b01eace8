import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayText } from "../calendar/utc-day.ts";
import { fromScaled, multiplyScaled, toScaled } from "../decimals/scaled.ts";
import { simpleReturn } from "./simple-return.ts";
import { timeWeightedReturn } from "./time-weighted-return.ts";
import type { FlowTiming, ValueDay } from "./value-day.ts";

const day = (at: number, value: string | null, inflow = "0", outflow = "0"): ValueDay => ({
  day: dayText(at),
  value,
  inflow,
  outflow,
});
const timings = fc.constantFrom<FlowTiming>("split", "start", "end");

describe("timeWeightedReturn", () => {
  it("gives the same for 10 % and then 5 %, whatever was paid in or out between", () => {
    const alice = [day(0, "1000", "1000"), day(1, "1100"), day(2, "3255", "2000")];
    const bob = [day(0, "1000", "1000"), day(1, "1000", "0", "100"), day(2, "1050")];
    expect(timeWeightedReturn(alice).total).toBe("0.155");
    expect(timeWeightedReturn(bob).total).toBe("0.155");
  });

  it("links sub-periods: 5.34 % and then -6.72 % are -1.74 %", () => {
    const days = [day(0, "10000", "10000"), day(1, "10534"), day(2, "9826.1152")];
    expect(Number(timeWeightedReturn(days).total)).toBeCloseTo(1.0534 * 0.9328 - 1, 15);
  });

  it("says for each day what was gained on what", () => {
    expect(timeWeightedReturn([day(0, "100", "100"), day(1, "240", "100")]).links).toEqual([
      { day: "1970-01-01", gain: "0", base: "100", growth: "1", index: "1" },
      { day: "1970-01-02", gain: "40", base: "200", growth: "1.2", index: "1.2" },
    ]);
  });

  it("counts flows at the start or end of the day when told to", () => {
    const days = [day(0, "100", "100"), day(1, "240", "100"), day(2, "100", "0", "152")];
    expect(timeWeightedReturn(days, "start").links.map(({ base }) => base)).toEqual(["100", "200", "88"]);
    expect(timeWeightedReturn(days, "end").links.map(({ base }) => base)).toEqual(["100", "100", "240"]);
    expect(timeWeightedReturn(days, "split").links.map(({ base }) => base)).toEqual(["100", "200", "240"]);
  });

  it("counts the gain of the day on which everything is taken out, with every timing", () => {
    for (const timing of ["split", "start", "end"] as const) {
      const days = [day(0, "100", "100"), day(1, "0", "0", "105"), day(2, "0"), day(3, "50", "50"), day(4, "55")];
      expect(timeWeightedReturn(days, timing).total).toBe("0.155");
    }
  });

  it("bridges a day of unknown value, but not one with a flow", () => {
    const bridged = [day(0, "100", "100"), day(1, null), day(2, "110")];
    expect(timeWeightedReturn(bridged).total).toBe("0.1");
    const broken = [day(0, "100", "100"), day(1, null, "50"), day(2, "160")];
    expect(timeWeightedReturn(broken)).toMatchObject({ total: null, unknownOn: "1970-01-02" });
  });

  it("does not know the return while the last value is unknown, nor of a gain made on nothing", () => {
    expect(timeWeightedReturn([day(0, "100", "100"), day(1, null)]).total).toBeNull();
    expect(timeWeightedReturn([day(0, "5")])).toMatchObject({ total: null, unknownOn: "1970-01-01" });
    expect(timeWeightedReturn([]).total).toBeNull();
  });

  it("is annualised past a year and not before", () => {
    const first = day(0, "100", "100");
    expect(timeWeightedReturn([first, day(364, "121")])).toMatchObject({ days: 365, annualised: null });
    expect(timeWeightedReturn([first, day(729, "121")])).toMatchObject({ days: 730, annualised: "0.1" });
  });

  it("refuses days out of order and amounts below 0", () => {
    expect(() => timeWeightedReturn([day(1, "1", "1"), day(1, "1")])).toThrow(RangeError);
    expect(() => timeWeightedReturn([day(1, "1", "-1")])).toThrow(RangeError);
    expect(() => timeWeightedReturn([day(1, "-1", "1")])).toThrow(RangeError);
  });

  it("is 0 at constant prices, whatever flows in and out", () => {
    const flow = fc.record({ inflow: fc.nat(1000), outflow: fc.nat(1000) });
    fc.assert(
      fc.property(fc.array(flow, { minLength: 1, maxLength: 40 }), timings, (flows, timing) => {
        let value = 0;
        const days = flows.map(({ inflow, outflow }, at) => {
          const taken = Math.min(outflow, value + inflow);
          value += inflow - taken;
          return day(at, `${value}`, `${inflow}`, `${taken}`);
        });
        expect(timeWeightedReturn(days, timing).total).toBe("0");
      }),
    );
  });

  it("is the growth of the price for one asset, whatever is brought in at the start and taken out at the end", () => {
    const step = fc.record({
      up: fc.integer({ min: 50, max: 150 }),
      inflow: fc.nat(1000),
      kept: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let value = toScaled("100");
        let price = toScaled("1");
        const days = [day(0, "100", "100")];
        steps.forEach(({ up, inflow, kept }, at) => {
          const factor = toScaled("0.01") * BigInt(up);
          price = multiplyScaled(price, factor);
          const grown = multiplyScaled(value + toScaled(`${inflow}`), factor);
          value = multiplyScaled(grown, toScaled("0.25") * BigInt(kept));
          days.push(day(at + 1, fromScaled(value), `${inflow}`, fromScaled(grown - value)));
        });
        const total = toScaled(timeWeightedReturn(days).total ?? "NaN") - (price - toScaled("1"));
        // Each link is rounded at 36 decimals.
        expect(Math.abs(Number(total))).toBeLessThan(1e10);
      }),
    );
  });

  it("chains over periods: the index of the whole is that of the first times that of the second", () => {
    const value = fc.integer({ min: 1, max: 1000 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 30 }), fc.nat(), (values, cut) => {
        const days = values.map((each, at) => day(at, `${each}`, at === 0 ? `${each}` : "0"));
        const at = cut % days.length;
        const second = days
          .slice(at)
          .map((each, index) => (index === 0 ? { ...each, inflow: each.value ?? "0" } : each));
        const growth = (part: ValueDay[]) => 1 + Number(timeWeightedReturn(part).total);
        expect(growth(days.slice(0, at + 1)) * growth(second)).toBeCloseTo(growth(days), 9);
      }),
    );
  });
});

describe("simpleReturn", () => {
  it("is the gain on all that was brought in", () => {
    expect(simpleReturn([day(0, "100", "100"), day(1, "150", "100", "80"), day(2, "170")])).toEqual({
      gain: "50",
      invested: "200",
      ratio: "0.25",
    });
  });

  it("is unknown without investment, and where a value is", () => {
    expect(simpleReturn([day(0, "0")])).toEqual({ gain: "0", invested: "0", ratio: null });
    expect(simpleReturn([day(0, "100", "100"), day(1, null)])).toMatchObject({ gain: null, ratio: null });
    expect(simpleReturn([])).toEqual({ gain: null, invested: "0", ratio: null });
  });
});
