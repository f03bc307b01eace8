import { NewId } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { afterEach, expect, it, vi } from "vitest";
import { newId } from "./new-id.ts";

afterEach(() => vi.unstubAllGlobals());

it("makes ids that the API takes, each another, in the order of time", () => {
  const ids = [newId(1_700_000_000_000), newId(1_700_000_000_001), newId(1_800_000_000_000)];
  for (const id of ids) expect(NewId.safeParse(id).success).toBe(true);
  expect([...ids].sort()).toEqual(ids);
  expect(new Set([newId(1), newId(1)]).size).toBe(2);
});

it("makes them on a desk that is reached over plain http as well", () => {
  vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
  expect(NewId.safeParse(newId()).success).toBe(true);
});
