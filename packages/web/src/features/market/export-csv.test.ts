import { describe, expect, it } from "vitest";
import { collectCsv, nextLink } from "./export-csv.ts";

describe("collectCsv", () => {
  it("asks for the filtered list and joins its pages under one header", async () => {
    const pages = new Map([
      ["/api/v1/cryptocurrencies?minRank=2&sort=name&limit=250", { text: "id,name\na,A\n", next: "/next" }],
      ["/next", { text: "id,name\nb,B\n", next: null }],
    ]);
    const csv = await collectCsv({ minRank: 2, sort: "name" }, async (url) => {
      const page = pages.get(url);
      if (!page) throw new Error(`asked for ${url}`);
      return page;
    });
    expect(csv).toBe("id,name\na,A\nb,B\n");
  });

  it("fails as a whole when one page fails, rather than saving half a list", async () => {
    const broken = collectCsv({}, async (url) => {
      if (url === "/next") throw new Error("cut");
      return { text: "id\n", next: "/next" };
    });
    await expect(broken).rejects.toThrow("cut");
  });
});

it("finds the next page among other links", () => {
  expect(nextLink('</a>; rel="prev", </b?x=1>; rel="next"')).toBe("/b?x=1");
  expect([nextLink(null), nextLink('</a>; rel="prev"')]).toEqual([null, null]);
});
