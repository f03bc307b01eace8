import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SecretBox } from "./secret-box.ts";

const box = new SecretBox("s".repeat(32));

describe("a sealed text", () => {
  it("opens to itself, and never looks the same twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const sealed = box.seal(text, "here");
        expect(box.open(sealed, "here")).toBe(Buffer.from(text, "utf8").toString("utf8"));
        expect(box.seal(text, "here")).not.toBe(sealed);
      }),
    );
  });

  it("does not open elsewhere, with another secret, or changed", () => {
    const sealed = box.seal("text", "here");
    expect(() => box.open(sealed, "there")).toThrow();
    expect(() => new SecretBox("t".repeat(32)).open(sealed, "here")).toThrow();
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open(`v1.${changed.toString("base64url")}`, "here")).toThrow();
    }
    expect(() => box.open("v2.abc", "here")).toThrow();
    expect(() => box.open("v1.", "here")).toThrow();
  });
});

describe("a signature", () => {
  it("depends on the purpose and on where one part ends and the next begins", () => {
    const all = [box.sign("a", "b", "c"), box.sign("a", "bc"), box.sign("ab", "c"), box.sign("a", "b")];
    expect(new Set(all).size).toBe(4);
    expect(box.sign("a", "b")).toBe(new SecretBox("s".repeat(32)).sign("a", "b"));
  });
});
