import { describe, expect, it } from "vitest";
import { limitKind, limitSubject } from "./limit-words.ts";

describe("a limit in words", () => {
  it.each([
    ["login:ip:10.0.0.7", "10.0.0.7"],
    ["login:ip:2001:db8::1", "2001:db8::1"],
    ["login:account:ada@example.com", "ada@example.com"],
    ["login:known:ada@example.com:3f2a", "ada@example.com"],
    ["register:ip:none", "none"],
    ["something else", "something else"],
  ])("%s is about %s", (key, subject) => {
    expect(limitSubject(key)).toBe(subject);
  });

  it("has a name where this page knows the kind", () => {
    expect(limitKind("password reset, address")).toBe("resetAddress");
    expect(limitKind("toString")).toBeNull();
  });
});
