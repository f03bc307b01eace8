import { TransactionError } from "@cryptodesk/quant/ledger/transaction";
import { DEFAULT_RULES } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { describe, expect, it } from "vitest";
import { CurrencyPrices } from "./currency-prices.ts";
import { idOf, knownPrices, NOW, recordOf } from "./held-records.fixture.ts";
import { isMove, ledgerTransaction } from "./ledger-transaction.ts";
import { readOwnRates } from "./price-book.ts";
import type { HeldRecord } from "./transaction-row.ts";

const DAY = 86_400_000;
const lastClosed = Date.parse("2024-03-09T00:00:00Z") / DAY;

function read(record: HeldRecord, more: { currency?: string; mate?: HeldRecord; unpriced?: "market" | "leave" } = {}) {
  const prices = new CurrencyPrices(knownPrices(), more.currency ?? "usd", readOwnRates("[]"));
  prices.turnTo(NOW);
  return ledgerTransaction(record, more.mate ?? null, { unpriced: more.unpriced ?? "market", prices }, lastClosed);
}

const base = { id: idOf(1), at: "2024-02-01T10:00:00.000Z", accountId: idOf(901) };
const two = { assetId: "btc", quantity: "2" };
const of = (said: Parameters<typeof recordOf>[0], more: Parameters<typeof read>[1] = {}) =>
  read(recordOf({ ...two, ...said }), more).transactions;

describe("a stored transaction becomes one of the ledger", () => {
  it.each(["buy", "withdrawal", "staking-reward", "interest", "airdrop", "mining", "gift-in", "gift-out"] as const)(
    "%s at what was said of it",
    (type) => expect(of({ type, value: "9" })).toEqual([{ ...base, ...two, type, value: "9" }]),
  );

  it("a sale at price times quantity, with the lots it names", () => {
    const lots = [{ lotId: idOf(7), quantity: "1" }];
    expect(of({ type: "sell", price: "4.5", lots })).toEqual([{ ...base, ...two, type: "sell", value: "9", lots }]);
  });

  it.each(["lost", "stolen"] as const)("%s, which has no value", (type) =>
    expect(of({ type })).toEqual([{ ...base, ...two, type }]),
  );

  it("a split", () => {
    const split = { ...base, type: "split", assetId: "btc", from: "1", to: "3" };
    expect(of({ type: "split", quantity: null, splitFrom: "1", splitTo: "3" })).toEqual([split]);
  });

  it("a fee of money, and of units at their price that day", () => {
    const fee = { type: "fee", assetId: null, quantity: null, fees: "2" } as const;
    expect(of(fee)).toEqual([{ ...base, type: "fee", fee: { amount: "2" } }]);
    const units = { assetId: "eth", quantity: "2", value: "20" };
    expect(of({ ...fee, feeAssetId: "eth" })).toEqual([{ ...base, type: "fee", fee: units }]);
  });

  it("a deposit, whose cost only its owner knows, unless it is money", () => {
    const deposit = { ...base, ...two, type: "deposit", value: "262" };
    expect(of({ type: "deposit" })).toEqual([{ ...deposit, cost: null }]);
    const acquiredAt = "2020-01-01T00:00:00.000Z";
    expect(of({ type: "opening-balance", cost: "5", acquiredAt })).toEqual([
      { ...deposit, type: "opening-balance", cost: "5", acquiredAt },
    ]);
    expect(of({ type: "deposit", assetId: "fiat:gbp" })[0]).toMatchObject({ value: "8", cost: "8" });
  });

  it("a swap at what was said, else at the money in it, else at what went out, else at what came in", () => {
    const swap = { type: "swap", assetId: "other:X", toAssetId: "eth", toQuantity: "3" } as const;
    const legs = { type: "swap", out: { assetId: "other:X", quantity: "2" }, in: { assetId: "eth", quantity: "3" } };
    expect(of({ ...swap, value: "7" })).toEqual([{ ...base, ...legs, value: "7" }]);
    expect(of(swap)).toEqual([{ ...base, ...legs, value: "30" }]);
    expect(of({ ...swap, assetId: "btc" })[0]).toMatchObject({ value: "262" });
    expect(of({ ...swap, assetId: "btc", toAssetId: "fiat:eur", toQuantity: "500" })[0]).toMatchObject({
      value: "1000",
    });
    expect(of({ ...swap, toAssetId: "other:Y" })[0]).toMatchObject({ value: null });
  });

  it("both sides of a move, of which what did not arrive is a fee", () => {
    const out = recordOf({ ...two, type: "transfer-out", linkId: idOf(700) });
    const mate = { ...out, id: idOf(2), type: "transfer-in" as const, quantity: "1.5", walletId: idOf(902) };
    const moved = { ...base, type: "transfer-out", assetId: "btc", link: idOf(700), quantity: "1.5", value: null };
    const lost = { assetId: "btc", quantity: "0.5", value: "65.5" };
    expect(isMove(out, mate)).toBe(true);
    expect(read(out, { mate }).transactions).toEqual([{ ...moved, fee: lost }]);
    expect(read({ ...out, fees: "1" }, { mate }).transactions).toEqual([
      { ...moved, fee: { amount: "1" } },
      { ...base, id: `${idOf(1)}:way`, type: "fee", fee: lost },
    ]);
    const into = { ...base, id: idOf(2), accountId: idOf(902), type: "transfer-in", link: idOf(700) };
    expect(read(mate, { mate: out }).transactions).toEqual([{ ...into, assetId: "btc", quantity: "1.5", value: null }]);
    expect(isMove(out, { ...mate, quantity: "2.5" })).toBe(false);
    expect(isMove(out, { ...mate, assetId: "eth" })).toBe(false);
  });

  it("a transfer from another portfolio with the lots it brought, less what got lost on the way", () => {
    const lot = {
      origin: "o",
      acquiredAt: "2021-05-05T00:00:00.000Z",
      acquiredDay: "2021-05-05",
      quantity: "1",
      cost: "8",
    };
    const carried = [lot, { ...lot, quantity: "4", cost: "20", acquiredAt: "2024-02-02T00:00:00.000Z" }];
    const [found] = of({ type: "transfer-in", linkId: idOf(700), carried });
    expect(found).toMatchObject({ link: idOf(1), value: "262", quantity: "2" });
    const day = { acquiredAt: base.at, acquiredDay: "2024-02-01" };
    expect(found && "lots" in found ? found.lots : null).toEqual([
      lot,
      { ...carried[1], ...day, quantity: "1", cost: "5" },
    ]);
  });
});

describe("amounts", () => {
  it("are taken at the day's rate over the dollar, with where it comes from", () => {
    const { transactions, valuations } = read(
      recordOf({ ...two, type: "buy", value: "9", fees: "1", currency: "gbp" }),
      {
        currency: "eur",
      },
    );
    expect(transactions[0]).toMatchObject({ value: "18", fee: { amount: "2" } });
    expect(valuations.find(({ field }) => field === "value")).toEqual({
      field: "value",
      amount: "18",
      from: "given",
      given: { amount: "9", currency: "gbp" },
      rate: { price: "2", source: "binance for gbp, binance for eur", at: "2024-02-01T23:59:59.999Z" },
      price: null,
    });
  });

  it("take an older rate for up to seven days, and are unknown after that", () => {
    const on = (day: string) =>
      read(recordOf({ ...two, type: "buy", value: "9", currency: "eur", at: `${day}T00:00:00.000Z` }));
    expect(on("2024-03-07").transactions[0]).toMatchObject({ value: "18" });
    expect(on("2024-03-07").isProvisional).toBe(true);
    expect(on("2024-03-08").transactions[0]).toMatchObject({ value: null });
    expect(on("2024-03-08").valuations[0]).toMatchObject({ from: "unknown", given: { amount: "9", currency: "eur" } });
  });

  it("are never taken from the market where the rules leave them, money excepted", () => {
    expect(of({ type: "buy" }, { unpriced: "leave" })[0]).toMatchObject({ value: null });
    expect(of({ type: "buy", assetId: "fiat:gbp" }, { unpriced: "leave" })[0]).toMatchObject({ value: "8" });
    expect(DEFAULT_RULES.unpriced).toBe("market");
  });

  it("of a fee in money whose rate is unknown are unknown, and not nothing", () => {
    expect(of({ type: "buy", value: "9", fees: "1", currency: "jpy" })[0]).toMatchObject({
      value: null,
      fee: { amount: null },
    });
  });
});

describe("what contradicts itself is refused with what to do", () => {
  it.each([
    ["a fee of nothing", { type: "fee", assetId: null, quantity: null } as const, /a fee of nothing/],
    ["a rebate in units", { type: "buy", fees: "-1", feeAssetId: "eth" } as const, /are a reward/],
    ["no quantity", { type: "buy", quantity: null } as const, /missing/],
    ["no second leg", { type: "swap" } as const, /missing/],
  ])("%s", (_, said, message) => {
    expect(() => of(said)).toThrow(TransactionError);
    expect(() => of(said)).toThrow(message);
  });
});
