import { describe, expect, it } from "vitest";
import { collectCsv } from "./export-csv.ts";

describe("collectCsv", () => {
  it("asks for the filtered list and joins its pages under one header", async () => {
    const asked: string[] = [];
    const csv = await collectCsv({ minRank: 2, sort: "name" }, async (url) => {
      asked.push(url);
      return asked.length === 1 ? { text: "id,name\na,A\n", next: "c&1" } : { text: "id,name\nb,B\n", next: null };
    });
    expect(csv).toBe("id,name\na,A\nb,B\n");
    expect(asked).toEqual([
      "/api/v1/cryptocurrencies?minRank=2&sort=name&limit=250",
      "/api/v1/cryptocurrencies?minRank=2&sort=name&limit=250&cursor=c%261",
    ]);
  });

  it("asks for chosen coins by their ids, in the order of the list", async () => {
    const asked: string[] = [];
    await collectCsv({ sort: "price", ids: ["bitcoin", "solana"] }, async (url) => {
      asked.push(decodeURIComponent(url));
      return { text: "id\n", next: null };
    });
    expect(asked).toEqual(["/api/v1/cryptocurrencies?sort=price&ids=bitcoin,solana&limit=250"]);
  });

  it("fails as a whole when one page fails, rather than saving half a list", async () => {
    const broken = collectCsv({}, async (url) => {
      if (url.includes("cursor")) throw new Error("cut");
      return { text: "id\n", next: "2" };
    });
    await expect(broken).rejects.toThrow("cut");
  });
});
