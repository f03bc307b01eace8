import { fromScaled } from "@cryptodesk/quant/decimals/scaled";
import { WHOLE_PORTFOLIO } from "@cryptodesk/quant/ledger/asset-ledger";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { type Replay, replayLedger } from "@cryptodesk/quant/ledger/replay";
import { type ScaledMatch, type ScaledRealised, termOf } from "@cryptodesk/quant/lots/lot-log";
import type { GainTotals } from "@cryptodesk/shared/portfolio/gains.contract";
import type { CostMethod } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";

/** Something that left for a price, or that covered a short sale, with where it stood. */
export interface RealisedEvent {
  assetId: string;
  /** Null where all wallets are one holding. */
  walletId: string | null;
  disposalId: string;
  day: string;
  /** Null where no unit of it is known to have come in. */
  realised: ScaledRealised | null;
  /** Units of it that are not known to have come in: scaled. */
  uncovered: bigint;
}

/** Realised results of a replay, by time. */
export interface RealisedList {
  longTermDays: number | null;
  events: readonly RealisedEvent[];
}

const lists = new WeakMap<Replay, RealisedList>();
const others = new WeakMap<Replay, { method: CostMethod; replay: Replay }>();

/** Everything that a replay realised, by time; sales whose units never came in among it. */
export function realisedList(replay: Replay): RealisedList {
  const known = lists.get(replay);
  if (known !== undefined) return known;
  const events = replay.assets.flatMap(({ assetId, books }) =>
    [...books].flatMap(([accountId, book]) => {
      const { log } = settledBook(book);
      const walletId = accountId === WHOLE_PORTFOLIO ? null : accountId;
      const uncovered = new Map<string, (typeof log.missing)[number]>();
      for (const each of log.missing) {
        if (each.reason === "not-acquired" && each.kind === "disposal") uncovered.set(each.place.id, each);
      }
      const found = log.realised.map((realised): RealisedEvent => {
        const { id: disposalId, day } = realised.place;
        const rest = uncovered.get(disposalId)?.quantity ?? 0n;
        uncovered.delete(disposalId);
        return { assetId, walletId, disposalId, day, realised, uncovered: rest };
      });
      for (const { place, quantity } of uncovered.values()) {
        found.push({ assetId, walletId, disposalId: place.id, day: place.day, realised: null, uncovered: quantity });
      }
      return found;
    }),
  );
  const list = { longTermDays: replay.settings.longTermDays, events: events.sort(byTime) };
  lists.set(replay, list);
  return list;
}

/** The ledger as if one method had always counted; the last one asked for is kept. */
export function replayUnder(ledger: PortfolioLedger, method: CostMethod): Replay {
  const { methods } = ledger.settings;
  const current = ledger.replay();
  if (methods.length === 1 && methods[0]?.method === method) return current;
  const kept = others.get(current);
  if (kept?.method === method) return kept.replay;
  const settings = { ...ledger.settings, methods: [{ fromDay: "1970-01-01", method }] };
  const replay = replayLedger(ledger.transactions, { settings, until: ledger.today });
  others.set(current, { method, replay });
  return replay;
}

/** Sums realised results up, exactly. */
export class GainSums {
  readonly #longTermDays: number | null;
  readonly #gains = { short: 0n, long: 0n, undated: 0n };
  readonly #assets = new Set<string>();
  #proceeds = 0n;
  #cost = 0n;
  #quantityWithoutGain = 0n;
  #disposals = 0;
  #withoutGain = 0;

  constructor(longTermDays: number | null) {
    this.#longTermDays = longTermDays;
  }

  add({ assetId, realised, uncovered }: RealisedEvent): void {
    this.#disposals += 1;
    if (uncovered > 0n) this.#addUnknown(assetId, uncovered);
    if (realised === null) return;
    for (const match of realised.matches) this.#addMatch(assetId, match, realised.place.dayNumber);
  }

  totals(): GainTotals {
    const { short, long, undated } = this.#gains;
    return {
      proceeds: fromScaled(this.#proceeds),
      cost: fromScaled(this.#cost),
      gain: fromScaled(this.#proceeds - this.#cost),
      shortTermGain: fromScaled(short),
      longTermGain: fromScaled(long),
      undatedGain: fromScaled(undated),
      quantityWithoutGain: this.#assets.size > 1 ? null : fromScaled(this.#quantityWithoutGain),
      disposals: this.#disposals,
      withoutGain: this.#withoutGain,
    };
  }

  #addMatch(assetId: string, { proceeds, cost, quantity, acquiredDay }: ScaledMatch, dayNumber: number): void {
    if (proceeds === null || cost === null) {
      this.#addUnknown(assetId, quantity);
      return;
    }
    this.#proceeds += proceeds;
    this.#cost += cost;
    const held = acquiredDay === null ? null : dayNumber - acquiredDay;
    this.#gains[termOf(held, this.#longTermDays) ?? "undated"] += proceeds - cost;
  }

  #addUnknown(assetId: string, quantity: bigint): void {
    this.#withoutGain += 1;
    this.#quantityWithoutGain += quantity;
    this.#assets.add(assetId);
  }
}

function byTime(left: RealisedEvent, right: RealisedEvent): number {
  if (left.day !== right.day) return left.day < right.day ? -1 : 1;
  if (left.assetId !== right.assetId) return left.assetId < right.assetId ? -1 : 1;
  const [mine, other] = [left.walletId ?? "", right.walletId ?? ""];
  if (mine !== other) return mine < other ? -1 : 1;
  if (left.disposalId === right.disposalId) return 0;
  return left.disposalId < right.disposalId ? -1 : 1;
}
