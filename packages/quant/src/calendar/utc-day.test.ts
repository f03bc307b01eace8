import fc from "fast-check";
import { expect, it } from "vitest";
import { dayNumberOf, dayText, millisecondsOf } from "./utc-day.ts";

it.each(["1970-01-01", "1969-12-31", "2024-02-29", "2100-03-01"])("counts days to %s and back", (day) => {
  expect(dayText(dayNumberOf(day))).toBe(day);
});

it("counts from 1970", () => {
  expect(dayNumberOf("1970-01-02")).toBe(1);
  expect(millisecondsOf("1970-01-01T00:00:01.5Z")).toBe(1500);
});

it.each(["2023-02-29", "2024-13-01", "2024-1-1", "", "2024-01-01T00:00:00Z"])("does not take %j for a day", (day) => {
  expect(() => dayNumberOf(day)).toThrow(RangeError);
});

it.each(["2023-02-29T00:00:00Z", "2024-01-01", "2024-01-01T00:00:00", "2024-01-01T00:00:00+01:00"])(
  "does not take %j for a time in UTC",
  (at) => {
    expect(() => millisecondsOf(at)).toThrow(RangeError);
  },
);

it("reads the second time of a day as it reads the first", () => {
  const times = fc.date({ min: new Date("1950-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(times, times, (first, second) => {
      const [at, later] = [
        first.toISOString(),
        `${first.toISOString().slice(0, 10)}T${second.toISOString().slice(11)}`,
      ];
      expect(millisecondsOf(at)).toBe(first.getTime());
      expect(millisecondsOf(later)).toBe(Date.parse(later));
      expect(millisecondsOf(`${later.slice(0, 19)}Z`)).toBe(Date.parse(`${later.slice(0, 19)}Z`));
    }),
  );
});

it.each(["2024-01-01T25:00:00Z", "2024-01-01T10:60:00Z", "2024-01-01T10:00:6xZ", "2024-01-01T1 :00:00Z"])(
  "does not take %j for a time, on a day that is known either",
  (at) => {
    dayNumberOf("2024-01-01");
    expect(() => millisecondsOf(at)).toThrow(RangeError);
  },
);
