import { describe, expect, it } from "vitest";
import { toBase64 } from "./upload-file.ts";

describe("a part of a file in base64", () => {
  it("is the same bytes, however many", () => {
    const bytes = Uint8Array.from({ length: 100_001 }, (_none, at) => at % 256);
    expect(Buffer.from(toBase64(bytes), "base64").equals(bytes)).toBe(true);
  });
});
