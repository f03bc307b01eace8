import { describe, expect, it } from "vitest";
import { matchTransfers, type TransferCandidate } from "./match-transfers.ts";

let line = 0;
function side(
  which: "out" | "in",
  quantity: string,
  at: string,
  more: Partial<TransferCandidate> = {},
): TransferCandidate {
  line += 1;
  const walletId = which === "out" ? "exchange" : "ledger";
  return {
    line,
    id: null,
    side: which,
    assetId: "bitcoin",
    quantity,
    at: `2024-01-${at}:00.000Z`,
    walletId,
    fees: null,
    feeAssetId: null,
    ...more,
  };
}
const pairs = (candidates: TransferCandidate[]) =>
  matchTransfers(candidates).map(({ out, in: into, quantity, fees }) => [out.line, into.line, quantity, fees]);

describe("the two sides of a transfer", () => {
  it("are of equal units: what is missing on arrival is a fee, beside the one that is known", () => {
    const out = side("out", "1", "01T10:00", { fees: "0.0002", feeAssetId: "bitcoin" });
    const into = side("in", "0.999", "01T11:00");
    expect(matchTransfers([into, out])).toMatchObject([{ quantity: "0.999", fees: "0.0012", feeAssetId: "bitcoin" }]);
  });

  it("keep the fee as it is where nothing is missing", () => {
    const out = side("out", "1", "01T10:00", { fees: "0.5", feeAssetId: "ethereum" });
    expect(matchTransfers([out, side("in", "1", "01T11:00")])).toMatchObject([{ fees: "0.5", feeAssetId: "ethereum" }]);
  });

  it.each([
    ["another asset", side("in", "1", "01T11:00", { assetId: "ethereum" })],
    ["the same wallet", side("in", "1", "01T11:00", { walletId: "exchange" })],
    ["more than left", side("in", "1.0001", "01T11:00")],
    ["more lost than two in a hundred", side("in", "0.9799", "01T11:00")],
    ["a day later", side("in", "1", "02T10:01")],
    ["hours before", side("in", "1", "01T08:59")],
  ])("are not %s", (_, into) => {
    expect(matchTransfers([side("out", "1", "01T10:00"), into])).toEqual([]);
  });

  it("are not both there already, and not where a fee in another asset leaves no room for what was lost", () => {
    const stored = { line: null, id: "a" };
    expect(
      matchTransfers([side("out", "1", "01T10:00", stored), side("in", "1", "01T11:00", { line: null, id: "b" })]),
    ).toEqual([]);
    const paid = side("out", "1", "01T10:00", { fees: "1", feeAssetId: "ethereum" });
    expect(matchTransfers([paid, side("in", "0.999", "01T11:00")])).toEqual([]);
  });

  it("are the nearest in amount, then in time, each once", () => {
    const first = side("out", "1", "01T10:00");
    const second = side("out", "1", "01T12:00");
    const late = side("in", "1", "01T12:30");
    const early = side("in", "1", "01T10:30");
    const less = side("in", "0.99", "01T10:01");
    expect(pairs([less, late, second, early, first])).toEqual([
      [first.line, early.line, "1", null],
      [second.line, late.line, "1", null],
    ]);
  });
});
