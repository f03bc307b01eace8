import { expect, it } from "vitest";
import { changedPart } from "./changed-part.ts";

it("is what the form says otherwise, with nothing of what stayed", () => {
  const base = { name: "Savings", note: null as string | null, list: [1, 2] };
  expect(changedPart(base, { ...base, list: [1, 2] })).toEqual({});
  expect(changedPart(base, { ...base, note: "n", list: [2] })).toEqual({ note: "n", list: [2] });
  expect(changedPart({ ...base, note: "n" }, base)).toEqual({ note: null });
});
