import { describe, expect, it } from "vitest";
import { ToldReader } from "./told-reader.ts";

const reader = new ToldReader({
  "kind-buy": "Purchase",
  "figure-fee": "fee",
  "event-moved": "{{kind}} of {{quantity}} {{symbol}} on {{day}}",
  left: "Left of the {{event}}",
  valueOn: "value of {{symbol}} on {{day}}",
  of: "{{figure}} of {{symbol}}",
  "why-price": "No price of {{symbol}} is known.",
  "why-several": "{{why}}, {{rest}}",
  "why-more": "{{why}} and {{count}} more",
  odd: 'In "{{cell}}" (why?)',
});

describe("reading what the desk tells", () => {
  it("finds a sentence and what fills its blanks", () => {
    expect(reader.read("fee")).toEqual({ code: "figure-fee", values: {} });
    expect(reader.read("No price of BTC is known.")).toEqual({ code: "why-price", values: { symbol: "BTC" } });
    expect(reader.read('In "a (b)\n$" (why?)')).toEqual({ code: "odd", values: { cell: "a (b)\n$" } });
  });

  it("finds sentences within sentences, whichever case they begin in", () => {
    expect(reader.read("Left of the purchase of 0.5 BTC on 2026-01-05")).toEqual({
      code: "left",
      values: {
        event: {
          code: "event-moved",
          values: { kind: { code: "kind-buy", values: {} }, quantity: "0.5", symbol: "BTC", day: "2026-01-05" },
        },
      },
    });
  });

  it("takes the sentence that says most itself", () => {
    expect(reader.read("value of BTC on 2026-01-05")?.code).toBe("valueOn");
    expect(reader.read("fee of BTC on 2026-01-05")).toMatchObject({ code: "of" });
  });

  it("takes lists of sentences apart", () => {
    expect(reader.read("No price of A is known., No price of B is known. and 2 more")).toMatchObject({
      code: "why-several",
      values: { why: { code: "why-price" }, rest: { code: "why-more", values: { count: "2" } } },
    });
  });

  it("finds nothing in what was not told by the table", () => {
    for (const text of ["", "Fees", "Left of the pool", "Purchase of some BTC on 2026-01-05", "price of BTC"]) {
      expect(reader.read(text)).toBeNull();
    }
  });
});
