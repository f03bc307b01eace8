import fc from "fast-check";
import { expect, it } from "vitest";
import { brentRoot } from "./brent.ts";

it("finds roots of polynomials and of functions that are flat or steep", () => {
  expect(brentRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 15);
  expect(brentRoot((x) => (x - 1) ** 9, -3, 4)).toBeCloseTo(1, 1);
  expect(brentRoot((x) => Math.exp(x) - 1e-8, -100, 100)).toBeCloseTo(Math.log(1e-8), 12);
  expect(brentRoot(Math.atan, -1e9, 2e9)).toBeCloseTo(0, 15);
});

it("needs few evaluations where the function is smooth, and gets through where it jumps", () => {
  let evaluations = 0;
  brentRoot(
    (x) => {
      evaluations += 1;
      return Math.cos(x) - x;
    },
    0,
    1,
  );
  expect(evaluations).toBeLessThan(12);
  expect(brentRoot((x) => (x < 0.3 ? -1 : 1), -10, 10)).toBeCloseTo(0.3, 14);
});

it("takes an end that is a root, and refuses ends of the same sign", () => {
  expect(brentRoot((x) => x, 0, 5)).toBe(0);
  expect(brentRoot((x) => x - 5, 0, 5)).toBe(5);
  expect(() => brentRoot((x) => x * x + 1, -1, 1)).toThrow(RangeError);
});

it("ends next to a change of sign, for any cubic", () => {
  const coefficient = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(coefficient, coefficient, coefficient, (a, b, c) => {
      const cubic = (x: number) => x ** 3 + a * x * x + b * x + c;
      const root = brentRoot(cubic, -1000, 1000);
      const near = 1e-12 * Math.max(1, Math.abs(root));
      const values = [cubic(root - near), cubic(root), cubic(root + near)];
      expect(Math.min(...values) <= 0 && Math.max(...values) >= 0).toBe(true);
    }),
  );
});
