import fc from "fast-check";
import { expect, it } from "vitest";
import { fromScaled, shareOf, toScaled } from "../decimals/scaled.ts";
import { compareMethods } from "./compare-methods.ts";
import { gainsInPeriod } from "./gains-in-period.ts";
import type { LotEvent } from "./lot-event.ts";
import type { AmountOfQuantity, LotResult } from "./lot-result.ts";
import { matchLots } from "./match-lots.ts";
import {
  randomAmount as amount,
  randomChoosingLedger as ledger,
  randomOptions as options,
  randomQuantity as quantity,
} from "./random-ledger.fixture.ts";

const DAY_MS = 86_400_000;
// Nothing is unknown in these ledgers unless a property says so.
const sum = <T>(items: readonly T[], of: (item: T) => string | null) =>
  items.reduce((total, item) => total + toScaled(of(item) ?? "unknown"), 0n);
const known = (text: string | null) => toScaled(text ?? "unknown");
const broughtIn = (events: readonly LotEvent[]) =>
  events.flatMap((each) => (each.kind === "transfer-in" ? each.lots : []));
const carriedLots = (result: LotResult) => result.transfers.flatMap(({ lots }) => lots);
const matchesOf = (result: LotResult) => result.disposals.flatMap(({ matches }) => matches);

it("conserves quantity: what came in is open, sold or transferred; what went out beyond that is missing", () => {
  fc.assert(
    fc.property(ledger, options, (events, chosen) => {
      const result = matchLots(events, chosen);
      const acquired =
        sum(events, (each) => (each.kind === "acquisition" ? each.quantity : "0")) +
        sum(broughtIn(events), (lot) => lot.quantity);
      const out = sum(events, (each) => ("quantity" in each && each.kind !== "acquisition" ? each.quantity : "0"));
      const sold = sum(matchesOf(result), (match) => match.quantity);
      const carried = sum(carriedLots(result), (lot) => lot.quantity);
      expect(sum(result.openLots, (lot) => lot.quantity) + sold + carried).toBe(acquired);
      expect(sold + carried + sum(result.missing, (missing) => missing.quantity)).toBe(out);
    }),
  );
});

it("conserves cost: of open lots, sold units and transferred units", () => {
  fc.assert(
    fc.property(ledger, options, (events, chosen) => {
      const result = matchLots(events, chosen);
      const paid =
        sum(events, (each) => (each.kind === "acquisition" ? each.cost : "0")) +
        sum(broughtIn(events), (lot) => lot.cost);
      const fees = sum(events, (each) => (each.kind === "acquisition" ? (each.fee ?? "0") : "0"));
      const { openLots, totals } = result;
      const found =
        sum(openLots, (lot) => lot.cost) + toScaled(totals.cost) + sum(carriedLots(result), (lot) => lot.cost);
      expect(found).toBe(chosen.feesInCost ? paid + fees : paid);
    }),
  );
});

it("gains proceeds minus cost, in every match, disposal and total; all levels add up", () => {
  fc.assert(
    fc.property(ledger, options, (events, chosen) => {
      const result = matchLots(events, chosen);
      const rows = [...matchesOf(result), ...result.disposals, result.totals];
      for (const { proceeds, cost, gain } of rows) expect(known(proceeds) - known(cost)).toBe(known(gain));
      for (const disposal of result.disposals)
        expect(sum(disposal.matches, ({ gain }) => gain)).toBe(known(disposal.gain));
      const { gain, shortTermGain, longTermGain, undatedGain } = result.totals;
      expect(sum(result.disposals, (disposal) => disposal.gain)).toBe(toScaled(gain));
      expect(sum([shortTermGain, longTermGain, undatedGain], (part) => part)).toBe(toScaled(gain));
      const brought = sum(events, (each) => (each.kind === "disposal" ? each.proceeds : "0"));
      const sellingFees = sum(events, (each) => (each.kind === "disposal" ? (each.fee ?? "0") : "0"));
      const accounted = toScaled(result.totals.proceeds) + sum(result.missing, ({ proceeds }) => proceeds ?? "0");
      expect(accounted).toBe(chosen.feesInCost ? brought - sellingFees : brought);
    }),
  );
});

it("explains each cost and each part of the proceeds as a share of what was left", () => {
  const share = ({ amount: total, quantity: whole }: AmountOfQuantity, part: string) =>
    fromScaled(shareOf(known(total), toScaled(part), toScaled(whole)));
  fc.assert(
    fc.property(ledger, options, (events, chosen) => {
      const result = matchLots(events, chosen);
      for (const disposal of result.disposals) {
        expect(disposal.proceeds).toBe(share(disposal.proceedsFrom, disposal.quantity));
      }
      for (const match of matchesOf(result)) {
        expect(match.cost).toBe(share(match.costFrom, match.quantity));
        expect(match.proceeds).toBe(share(match.proceedsFrom, match.quantity));
      }
    }),
  );
});

it("does not depend on the order in which events are given", () => {
  const shuffled = ledger.chain((events) =>
    fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
  );
  fc.assert(
    fc.property(shuffled, options, ([events, other], chosen) => {
      expect(matchLots(other, chosen)).toEqual(matchLots(events, chosen));
    }),
  );
});

it("misses the same units and keeps the same quantity under every method", () => {
  fc.assert(
    fc.property(ledger, fc.boolean(), (events, feesInCost) => {
      const [first, ...others] = compareMethods(events, { feesInCost, longTermDays: 365 });
      for (const other of others) {
        expect(other.missing).toEqual(first?.missing);
        expect(other.totals.openQuantity).toBe(first?.totals.openQuantity);
      }
    }),
  );
});

it("sells every lot at its own cost when all is sold: then all methods gain the same", () => {
  const bought = ledger.map((events) => events.filter((each) => each.kind === "acquisition"));
  fc.assert(
    fc.property(bought, amount, (events, proceeds) => {
      fc.pre(events.length > 0);
      const all = fromScaled(sum(events, (each) => each.quantity));
      const sale = { kind: "disposal", id: "all", at: "2024-01-01T00:00:00Z", quantity: all, proceeds } as const;
      const results = compareMethods([...events, sale], { feesInCost: true, longTermDays: null });
      expect(new Set(results.map(({ totals }) => totals.gain)).size).toBe(1);
      expect(results.every(({ openLots }) => openLots.length === 0)).toBe(true);
    }),
  );
});

it("does not gain less with LOFO than with HIFO on one sale", () => {
  const bought = ledger.map((events) => events.filter((each) => each.kind === "acquisition"));
  fc.assert(
    fc.property(bought, quantity, (events, sold) => {
      const sale = { kind: "disposal", id: "one", at: "2024-01-01T00:00:00Z", quantity: sold, proceeds: "1" } as const;
      const methods = ["lofo", "fifo", "lifo", "hifo"] as const;
      const gains = compareMethods([...events, sale], { feesInCost: false, longTermDays: null }, methods).map(
        ({ totals }) => toScaled(totals.gain),
      );
      const [lofo = 0n, fifo = 0n, lifo = 0n, hifo = 0n] = gains;
      // Each lot taken in part rounds its cost by at most half of 1e-36.
      expect(lofo + 1n >= fifo && fifo + 1n >= hifo && lofo + 1n >= lifo && lifo + 1n >= hifo).toBe(true);
    }),
  );
});

it("carries lots through a chain of ledgers without losing cost, quantity or age", () => {
  fc.assert(
    fc.property(ledger, options, (events, chosen) => {
      const first = matchLots(events, chosen);
      const lots = carriedLots(first);
      const second = matchLots([{ kind: "transfer-in", id: "in", at: "2024-01-01T00:00:00Z", lots }], chosen);
      expect(second.totals.openCost).toBe(fromScaled(sum(lots, (lot) => lot.cost)));
      expect(second.totals.openQuantity).toBe(fromScaled(sum(lots, (lot) => lot.quantity)));
      expect(second.openLots.map(({ acquiredAt }) => acquiredAt).sort()).toEqual(
        lots.map(({ acquiredAt }) => acquiredAt).sort(),
      );
    }),
  );
});

it("adds gains of periods that follow each other up to the whole", () => {
  const day = fc.nat(100).map((days) => new Date(Date.UTC(2023, 0, 1) + days * DAY_MS).toISOString().slice(0, 10));
  fc.assert(
    fc.property(ledger, options, fc.array(day, { maxLength: 5 }), (events, chosen, cuts) => {
      const result = matchLots(events, chosen);
      const bounds = ["2022-01-01", ...cuts.sort(), "2024-01-01"];
      const periods = bounds.slice(1).map((until, index) => gainsInPeriod(result, bounds[index] ?? until, until));
      for (const figure of ["proceeds", "cost", "gain", "shortTermGain", "longTermGain", "undatedGain"] as const) {
        expect(sum(periods, (period) => period[figure])).toBe(toScaled(result.totals[figure]));
      }
    }),
  );
});
