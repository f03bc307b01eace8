import { describe, expect, it } from "vitest";
import { parseSignInSearch, returnPath } from "./return-path.ts";

describe("the way back after signing in", () => {
  it("keeps path, query and fragment", () => {
    expect(returnPath("/coins/bitcoin?span=1y&vs=ethereum#chart")).toBe("/coins/bitcoin?span=1y&vs=ethereum#chart");
  });

  it.each([
    undefined,
    "",
    "market",
    "https://evil.example/",
    "//evil.example/x",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "/sign-in?to=/x",
    "/register",
    "/reset-password#token",
  ])("leads %j to the market", (given) => {
    expect(returnPath(given)).toBe("/");
  });

  it("leaves the market out of the address", () => {
    expect(parseSignInSearch({ to: "//evil.example" })).toEqual({});
    expect(parseSignInSearch({ to: "/account" })).toEqual({ to: "/account" });
  });
});
