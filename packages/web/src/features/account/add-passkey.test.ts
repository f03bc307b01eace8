import { describe, expect, it } from "vitest";
import { refusalOf } from "./add-passkey.ts";

const named = (name: string) => Object.assign(new Error("made up"), { name });

describe("a passkey that was not made", () => {
  it.each([
    ["NotAllowedError", "cancelled"],
    ["AbortError", "cancelled"],
    ["InvalidStateError", "known"],
    ["SecurityError", "failed"],
  ])("is for a %s: %s", (name, refusal) => {
    expect(refusalOf(named(name))).toBe(refusal);
  });

  it("failed where the browser throws anything else", () => {
    expect(refusalOf("no")).toBe("failed");
  });
});
