import { describe, expect, it } from "vitest";
import { readText } from "../analysis/read-text.fixture.ts";

const HEADER =
  "id,portfolioId,walletId,type,date,asset,quantity,price,value,currency,fees,feeAsset,toAsset,toQuantity,cost,acquiredAt,splitFrom,splitTo,lots,linked,tags,note,importId,importRow,version,createdAt,updatedAt,deletedAt";
const asset = (id: string) => `"{""id"":""${id}"",""symbol"":""X"",""name"":""X"",""kind"":""coin""}"`;
const rest = "1,2026-01-01T00:00:00.000Z,2026-01-01T00:00:00.000Z";

describe("the desk's own CSV", () => {
  it("is read as it was: assets are ids, transfers find their sides anew, deleted rows stay out", async () => {
    const { said, rows } = await readText(
      [
        HEADER,
        `a1,p,w,buy,2024-01-01T10:00:00.000Z,${asset("bitcoin")},0.5,,1000,eur,-0.1,,,,,,,,,,,'=SUM(A1),,,${rest},`,
        `a2,p,w,swap,2024-01-02T10:00:00.000Z,${asset("bitcoin")},0.1,,,eur,0.001,${asset("bitcoin")},${asset("other:A B")},7,,,,,,,,,,,${rest},`,
        `a3,p,w,transfer-out,2024-01-03T10:00:00.000Z,${asset("bitcoin")},0.2,,,eur,,,,,,,,,,x,,,,,${rest},`,
        `a4,p,w,split,2024-01-04T10:00:00.000Z,${asset("bitcoin")},,,,eur,,,,,,,1,3,,,,,,,${rest},`,
        `a5,p,w,opening-balance,2024-01-05T10:00:00.000Z,bitcoin,1,,,usd,,,,,900,2020-05-01T00:00:00.000Z,,,,,,,,,${rest},`,
        `a6,p,w,buy,2024-01-06T10:00:00.000Z,bitcoin,1,,,usd,,,,,,,,,,,,,,,${rest},2026-02-01T00:00:00.000Z`,
        `a7,p,w,guess,2024-01-06T10:00:00.000Z,bitcoin,1,,,usd,,,,,,,,,,,,,,,${rest},`,
      ].join("\n"),
    );
    expect(said).toEqual([
      "2 buy bitcoin 0.5 for 1000 eur fee -0.1 eur",
      "3 swap bitcoin 0.1 to other:A B 7 fee 0.001 bitcoin",
      "4 withdrawal bitcoin 0.2",
      "5 split bitcoin undefined",
      "6 opening-balance bitcoin 1 cost 900",
      "7 ignored",
      "8 refused",
    ]);
    expect(rows[0]?.drafts[0]).toMatchObject({ note: "=SUM(A1)" });
    expect(rows[3]?.drafts[0]).toMatchObject({ splitFrom: "1", splitTo: "3" });
    expect(rows[4]?.drafts[0]).toMatchObject({ acquiredAt: "2020-05-01T00:00:00.000Z" });
    expect(rows[0]?.external_id).toBe("cryptodesk:a1");
  });
});
