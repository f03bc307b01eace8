import { describe, expect, it } from "vitest";
import { heatOf, yearRows } from "./month-grid.ts";

const months = [
  { month: "2025-11", returnPct: 10 },
  { month: "2025-12", returnPct: -50 },
  { month: "2026-01", returnPct: 4 },
];

describe("the months of a run", () => {
  it("stand in rows of years, empty where the run was not there", () => {
    const rows = yearRows(months);
    expect(rows.map(({ year }) => year)).toEqual(["2025", "2026"]);
    expect(rows[0]?.months.slice(9)).toEqual([null, 10, -50]);
  });

  it("compound to the return of their year", () => {
    expect(yearRows(months)[0]?.wholePct).toBeCloseTo(-45, 10);
  });

  it("are coloured the stronger the further they are from 0", () => {
    expect([heatOf(-50, months), heatOf(10, months), heatOf(0, [{ month: "2026-01", returnPct: 0 }])]).toEqual([
      1, 0.2, 0,
    ]);
  });
});
