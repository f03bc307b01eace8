import { type AssetStanding, type AssetState, replayAsset } from "@cryptodesk/quant/ledger/asset-replay";
import type { LedgerSettings, Transaction } from "@cryptodesk/quant/ledger/transaction";
import type { CarriedTransfer } from "@cryptodesk/quant/lots/lot-result";

/** Ages in days of the states that are kept: changes are mostly of late, and a long history is short for each asset. */
const STATE_AGES = [1, 31, 366];

/**
 * One asset of a portfolio in memory: where it stands, and its states at the end of some days past, from which a change
 * is replayed instead of from the start.
 */
export class AssetTrack {
  readonly #assetId: string;
  #states: AssetState[] = [];
  #standing: AssetStanding | null = null;
  /** What left by transfer, by transaction. */
  readonly transfers = new Map<string, CarriedTransfer>();
  /** First day that has to be replayed; null: nothing changed. */
  #changedFrom: number | null = Number.NEGATIVE_INFINITY;
  #until = Number.NEGATIVE_INFINITY;

  constructor(assetId: string) {
    this.#assetId = assetId;
  }

  /** Where the asset stands, as of the last replay. */
  get standing(): AssetStanding | null {
    return this.#standing;
  }

  /** Something of the asset changed on a day. */
  touch(dayNumber: number): void {
    this.#changedFrom = Math.min(this.#changedFrom ?? Number.POSITIVE_INFINITY, dayNumber);
  }

  isBehind(until: number): boolean {
    return this.#changedFrom !== null || this.#until !== until;
  }

  /**
   * Replays what changed.
   * @param transactions all that touch the asset
   * @throws TransactionError, and stays as it was
   */
  replay(transactions: readonly Transaction[], settings: LedgerSettings, until: number): void {
    const from = Math.min(this.#changedFrom ?? Number.POSITIVE_INFINITY, until);
    const valid = this.#states.filter(({ dayNumber }) => dayNumber < from);
    const start = valid.at(-1) ?? null;
    const keep = [...STATE_AGES].reverse().map((age) => until - age);
    const replay = replayAsset(transactions, this.#assetId, { settings, until, from: start, keep });
    this.#states = thinned([...valid, ...replay.states], until);
    this.#standing = replay.standing;
    this.#changedFrom = null;
    this.#until = until;
    if (start === null) this.transfers.clear();
    for (const each of replay.transfers) this.transfers.set(each.transferId, each);
  }
}

/** Of each age the newest state that is at least as old. */
function thinned(states: readonly AssetState[], until: number): AssetState[] {
  const kept = STATE_AGES.map((age) => states.findLast(({ dayNumber }) => dayNumber <= until - age));
  return states.filter((state) => kept.includes(state));
}
