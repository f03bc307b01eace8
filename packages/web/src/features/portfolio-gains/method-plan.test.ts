import { describe, expect, it } from "vitest";
import { withMethodFrom } from "./method-plan.ts";

const FIFO = { fromDay: "1970-01-01", method: "fifo" } as const;

describe("another cost method from a day on", () => {
  it("leaves what counted before as it is", () => {
    expect(withMethodFrom([FIFO], "hifo", "2025-01-01")).toEqual([FIFO, { fromDay: "2025-01-01", method: "hifo" }]);
  });

  it("replaces what was to come after the day", () => {
    const methods = [FIFO, { fromDay: "2026-01-01", method: "lifo" as const }];
    expect(withMethodFrom(methods, "hifo", "2025-01-01")).toEqual([FIFO, { fromDay: "2025-01-01", method: "hifo" }]);
  });

  it("replaces everything from the start", () => {
    expect(withMethodFrom([FIFO, { fromDay: "2026-01-01", method: "lifo" }], "average", null)).toEqual([
      { fromDay: "1970-01-01", method: "average" },
    ]);
  });

  it("says a method that goes on only once", () => {
    expect(withMethodFrom([FIFO, { fromDay: "2026-01-01", method: "lifo" }], "fifo", "2026-01-01")).toEqual([FIFO]);
  });
});
