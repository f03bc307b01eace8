import { describe, expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

describe("where a sign-in comes back to", () => {
  it.each([
    ["/market", "/market"],
    ["/coins/bitcoin?range=30d#candles", "/coins/bitcoin?range=30d#candles"],
    ["/market?search=Zürich", "/market?search=Z%C3%BCrich"],
    ["/market?back=//example.com", "/market?back=//example.com"],
    ["/sign-ins", "/sign-ins"],
  ])("%s is a page of the desk", (asked, path) => {
    expect(ownPath(asked)).toBe(path);
  });

  it.each([
    [null],
    [""],
    ["market"],
    ["https://example.com/"],
    ["//example.com"],
    ["///example.com"],
    ["/\\example.com"],
    ["\\/example.com"],
    ["/a\\..\\..\\example.com"],
    ["/\t/example.com"],
    ["/\n//example.com"],
    ["\t//example.com"],
    [" //example.com"],
    ["/..//example.com"],
    ["/.//example.com"],
    ["/%2e%2e//example.com"],
    ["javascript:alert(1)"],
    ["/api/v1/auth/oidc/start"],
    ["/x/../api/v1/account"],
    ["/trpc"],
    ["/sign-in?problem=link"],
    [`/${"a".repeat(2000)}`],
  ])("%j leads nowhere but to the first page", (asked) => {
    expect(ownPath(asked)).toBe("/");
  });
});
