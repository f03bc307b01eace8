import { expect, it } from "vitest";
import { z } from "zod";
import { csvShapeOf } from "./csv.ts";

const row = z.object({ id: z.string(), gain: z.string() });
const sum = z.object({ month: z.string() });

it("takes the items of a contract, wherever other lists stand in it", () => {
  const answer = z.object({ byMonth: z.array(sum), items: z.array(row) });
  expect(csvShapeOf(answer)).toEqual({ rows: "items", columns: ["id", "gain"] });
});

it("takes the first list of objects where there are no items", () => {
  const answer = z.object({ years: z.array(z.int()), points: z.array(sum), others: z.array(row) });
  expect(csvShapeOf(answer)).toEqual({ rows: "points", columns: ["month"] });
  expect(csvShapeOf(z.object({ years: z.array(z.int()) }))).toBeNull();
});
