import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayText } from "../calendar/utc-day.ts";
import { type DatedFlow, internalRate, moneyWeightedReturn } from "./money-weighted-return.ts";

const yearly = (...amounts: string[]): DatedFlow[] =>
  amounts.map((amount, year) => ({ day: dayText(365 * year), amount }));

describe("internalRate", () => {
  it("agrees with the example of the XIRR function in the documentation of Excel: 37.3362535 %", () => {
    const rate = internalRate([
      { day: "2008-01-01", amount: "-10000" },
      { day: "2008-03-01", amount: "2750" },
      { day: "2008-10-30", amount: "4250" },
      { day: "2009-02-15", amount: "3250" },
      { day: "2009-04-01", amount: "2750" },
    ]);
    expect(rate.solution).toBe("unique");
    // The documentation prints 0.373362535; spreadsheets stop within 1e-8 of the root.
    expect(rate.solution === "unique" && Number(rate.annualRate)).toBeCloseTo(0.373362535, 7);
  });

  it("agrees with the example of the IRR function there, five years of income on 70,000: 8.7 %", () => {
    const rate = internalRate(yearly("-70000", "12000", "15000", "18000", "21000", "26000"));
    expect(rate.solution === "unique" && Number(rate.annualRate)).toBeCloseTo(0.086631, 6);
  });

  it("finds both rates of the oil-pump problem of Lorie and Savage (1955): 25 % and 400 %", () => {
    expect(internalRate(yearly("-1600", "10000", "-10000"))).toEqual({
      solution: "several",
      annualRates: ["0.25", "4"],
    });
  });

  it("finds a rate that the present value only touches", () => {
    expect(internalRate(yearly("-100", "240", "-144"))).toEqual({ solution: "unique", annualRate: "0.2" });
  });

  it("says when no rate fits, though money went both ways", () => {
    expect(internalRate(yearly("100", "-200", "150"))).toEqual({ solution: "none", reason: "no-root" });
  });

  it.each([
    [[]],
    [yearly("-100")],
    [yearly("-100", "-5")],
    [yearly("0", "0")],
    [
      [
        { day: "2024-01-01", amount: "-100" },
        { day: "2024-01-01", amount: "100.5" },
      ],
    ],
  ])("says when money only ever went one way: %j", (flows) => {
    expect(internalRate(flows)).toEqual({ solution: "none", reason: "one-sided" });
  });

  it("finds rates near -100 % and far above any guess", () => {
    expect(internalRate(yearly("-1000000", "0.01"))).toEqual({ solution: "unique", annualRate: "-0.99999999" });
    expect(internalRate(yearly("-0.01", "1000000"))).toEqual({ solution: "unique", annualRate: "99999999" });
    const overnight = [
      { day: "2024-01-01", amount: "-1" },
      { day: "2024-01-02", amount: "1000000" },
    ];
    expect(internalRate(overnight)).toEqual({ solution: "none", reason: "out-of-range" });
  });

  it("finds the rate that a plan of deposits was made with", () => {
    const deposit = fc.record({ day: fc.integer({ min: 0, max: 2000 }), amount: fc.integer({ min: 1, max: 10_000 }) });
    const deposits = fc.array(deposit, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(deposits, fc.double({ min: -0.9, max: 5, noNaN: true }), (made, rate) => {
        const end = made.reduce((sum, { day, amount }) => sum + amount * (1 + rate) ** ((2400 - day) / 365), 0);
        const flows = made.map(({ day, amount }) => ({ day: dayText(day), amount: `-${amount}` }));
        const found = internalRate([...flows, { day: dayText(2400), amount: end.toFixed(20) }]);
        expect(found.solution === "unique" && Number(found.annualRate)).toBeCloseTo(rate, 8);
      }),
    );
  });

  it("finds every rate of a cash flow that was built from its rates", () => {
    const growth = fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(fc.uniqueArray(growth, { minLength: 1, maxLength: 4 }), (growths) => {
        // Π(1 - growth · v) in powers of v = 1 / (1 + rate).
        let amounts = [1];
        for (const factor of growths) {
          amounts = [...amounts, 0].map((amount, power) => amount - factor * (amounts[power - 1] ?? 0));
        }
        const found = internalRate(yearly(...amounts.map((amount) => amount.toFixed(12))));
        const rates =
          found.solution === "several" ? found.annualRates : "annualRate" in found ? [found.annualRate] : [];
        const expected = growths.map((factor) => factor - 1).sort((left, right) => left - right);
        expect(rates.length).toBe(expected.length);
        expected.forEach((rate, at) => {
          expect(Number(rates[at])).toBeCloseTo(rate, 5);
        });
      }),
    );
  });

  it("is sure of the rate of money that stayed invested, however often some was taken out", () => {
    let value = 0;
    const flows = Array.from({ length: 200 }, (_, at) => {
      const amount = at % 2 === 0 ? -100 : 60;
      value = value * 1.1 ** (7 / 365) - amount;
      return { day: dayText(7 * at), amount: `${amount}` };
    });
    const last = { day: dayText(7 * 200), amount: (value * 1.1 ** (7 / 365)).toFixed(12) };
    expect(internalRate([...flows, last])).toEqual({ solution: "unique", annualRate: "0.1" });
  });

  it("is not sure of a rate at which the owner is owed and owing in turn", () => {
    const ripple = Array.from({ length: 60 }, (_, at) => (at % 2 === 0 ? "0.000000001" : "-0.000000001"));
    const found = internalRate(yearly("-1600", "10000", "-10000", ...ripple));
    expect(found.solution).toBe("uncertain");
    const rates = found.solution === "uncertain" ? found.annualRates : [];
    for (const expected of [0.25, 4]) {
      expect(rates.some((rate) => Math.abs(Number(rate) - expected) < 1e-6)).toBe(true);
    }
  });

  it("admits that there may be other rates when money went back and forth very often", () => {
    const flows = Array.from({ length: 121 }, (_, day) => ({
      day: dayText(day),
      amount: day % 2 === 0 ? "-100" : "101",
    }));
    expect(internalRate(flows).solution).toBe("uncertain");
  });
});

describe("moneyWeightedReturn", () => {
  const day = (text: string, value: string | null, inflow = "0", outflow = "0") => ({
    day: text,
    value,
    inflow,
    outflow,
  });

  it("does not annualise less than a year", () => {
    const result = moneyWeightedReturn([day("2024-01-01", "100", "100"), day("2024-07-01", "110")]);
    expect(result).toMatchObject({ days: 182, period: "0.1", annualised: null });
  });

  it("annualises more than a year", () => {
    const result = moneyWeightedReturn([day("2022-01-01", "100", "100"), day("2024-01-01", "121")]);
    expect(result).toMatchObject({ days: 730, period: "0.21", annualised: "0.1" });
  });

  it("weighs a gain by the money that was there", () => {
    const late = moneyWeightedReturn([
      day("2022-01-01", "100", "100"),
      day("2023-01-01", "1100", "1000"),
      day("2024-01-01", "2200"),
    ]);
    const early = moneyWeightedReturn([
      day("2022-01-01", "100", "100"),
      day("2023-01-01", "1200", "1000"),
      day("2024-01-01", "1200"),
    ]);
    expect(Number(late.annualised)).toBeGreaterThan(0.8);
    expect(Number(early.annualised)).toBeLessThan(0.1);
  });

  it("has no rate where the last value is unknown, or no day", () => {
    expect(moneyWeightedReturn([day("2022-01-01", "100", "100"), day("2023-01-01", null)]).rate).toBeNull();
    expect(moneyWeightedReturn([]).rate).toBeNull();
  });
});
