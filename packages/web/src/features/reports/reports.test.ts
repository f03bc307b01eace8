import type { MarketReport } from "@cryptodesk/shared/market/report.contract";
import { expect, it } from "vitest";
import { capPoints } from "./cap-panel.tsx";
import { neighbours } from "./report-steps.tsx";

const report = (date: string, totalMarketCapUsd: string | null) => ({ date, totalMarketCapUsd }) as MarketReport;

it("draws the market's worth up to the report, oldest first, without the unknown days", () => {
  const reports = [
    report("2026-01-04", "4"),
    report("2026-01-03", "3"),
    report("2026-01-02", null),
    report("2026-01-01", "1"),
  ];
  expect(capPoints(reports, "2026-01-03")).toEqual([
    { date: "2026-01-01", value: 1 },
    { date: "2026-01-03", value: 3 },
  ]);
});

it("finds the reports before and after, across days without one", () => {
  const dates = ["2026-01-05", "2026-01-01", "2026-01-03"];
  expect(neighbours(dates, "2026-01-03")).toEqual({ before: "2026-01-01", after: "2026-01-05" });
  expect(neighbours(dates, "2026-01-05")).toEqual({ before: "2026-01-03", after: null });
});
