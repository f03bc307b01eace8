import { expect, it } from "vitest";
import { keysIn } from "./full-screen.ts";

it("takes a read apart into keys", () => {
  expect(keysIn("s\u001b[B\u001b[6~q")).toEqual(["s", "\u001b[B", "\u001b[6~", "q"]);
  expect(keysIn("\u0003")).toEqual(["\u0003"]);
});
