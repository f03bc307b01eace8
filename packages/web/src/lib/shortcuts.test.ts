import { expect, it } from "vitest";
import { jumpOf, SHORTCUTS } from "./shortcuts.ts";

it("has each binding and each name once", () => {
  expect(new Set(SHORTCUTS.map(({ binding }) => binding)).size).toBe(SHORTCUTS.length);
  expect(new Set(SHORTCUTS.map(({ name }) => name)).size).toBe(SHORTCUTS.length);
});

it("leads every sequence that begins with g to a page", () => {
  const jumps = SHORTCUTS.filter(({ binding }) => binding.startsWith("g "));
  expect(jumps.length).toBe(10);
  for (const jump of jumps) expect(jumpOf(jump)).toMatch(/^\//);
});
