import { describe, expect, it } from "vitest";
import { fromBase64, toBase64 } from "./base64.ts";

describe("bytes in base64", () => {
  it("are the same bytes, however many, there and back", () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_none, at) => at % 256);
    expect(Buffer.from(toBase64(bytes), "base64").equals(bytes)).toBe(true);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
});
