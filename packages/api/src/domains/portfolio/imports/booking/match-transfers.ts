import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";

/** A withdrawal or deposit that may be one side of a transfer. */
export interface TransferCandidate {
  /** Line of the file; null for a transaction that is there already. */
  line: number | null;
  /** Of such a transaction. */
  id: string | null;
  side: "out" | "in";
  assetId: string;
  quantity: string;
  /** ISO time in UTC. */
  at: string;
  walletId: string;
  fees: string | null;
  feeAssetId: string | null;
}

/** Two sides of one transfer: as many units arrive as leave, what the way cost is a fee of the side that leaves. */
export interface TransferMatch {
  out: TransferCandidate;
  in: TransferCandidate;
  quantity: string;
  fees: string | null;
  feeAssetId: string | null;
}

const WITHIN_MS = 86_400_000;
/** Clocks differ: what arrives may seem to have done so before it left. */
const EARLIER_MS = 3_600_000;
/** At most so much of what leaves may be lost on the way. */
const LOST_SHARE = { numerator: 2n, denominator: 100n };

interface Side {
  candidate: TransferCandidate;
  ms: number;
  units: bigint;
}

/**
 * Pairs withdrawals with deposits: the same asset, another wallet of the portfolio, within a day, and of the units at most
 * two in a hundred less. Of several the nearest amount counts, then the nearest time; each side is paired once. A pair of
 * which neither side is of the file is left alone.
 */
export function matchTransfers(candidates: readonly TransferCandidate[]): TransferMatch[] {
  const matches: TransferMatch[] = [];
  for (const ofAsset of Map.groupBy(candidates, ({ assetId }) => assetId).values())
    matches.push(...matchAsset(ofAsset));
  return matches;
}

function matchAsset(candidates: readonly TransferCandidate[]): TransferMatch[] {
  const sides = candidates
    .map((candidate): Side => ({ candidate, ms: Date.parse(candidate.at), units: toScaled(candidate.quantity) }))
    .sort((left, right) => left.ms - right.ms || order(left) - order(right));
  const outs = sides.filter(({ candidate }) => candidate.side === "out");
  const ins = sides.filter(({ candidate }) => candidate.side === "in");
  const taken = new Set<Side>();
  const matches: TransferMatch[] = [];
  let from = 0;
  for (const out of outs) {
    while ((ins[from]?.ms ?? Number.POSITIVE_INFINITY) < out.ms - EARLIER_MS) from += 1;
    const best = nearest(out, ins, from, taken);
    if (!best) continue;
    taken.add(best);
    matches.push(pair(out, best));
  }
  return matches;
}

function order({ candidate }: Side): number {
  return candidate.line ?? -1;
}

function nearest(out: Side, ins: readonly Side[], from: number, taken: ReadonlySet<Side>): Side | null {
  let best: Side | null = null;
  for (let at = from; at < ins.length; at += 1) {
    const into = ins[at];
    if (!into || into.ms > out.ms + WITHIN_MS) break;
    if (taken.has(into) || !fits(out, into)) continue;
    if (best === null || isNearer(out, into, best)) best = into;
  }
  return best;
}

function fits(out: Side, into: Side): boolean {
  const { candidate: left } = out;
  const { candidate: arrived } = into;
  if (left.line === null && arrived.line === null) return false;
  if (left.walletId === arrived.walletId) return false;
  const lost = out.units - into.units;
  if (lost < 0n || lost * LOST_SHARE.denominator > out.units * LOST_SHARE.numerator) return false;
  // One transaction has one fee: what was lost on the way cannot be added to one in another asset.
  return lost === 0n || left.fees === null || left.feeAssetId === left.assetId;
}

function isNearer(out: Side, one: Side, other: Side): boolean {
  if (one.units !== other.units) return one.units > other.units;
  return Math.abs(one.ms - out.ms) < Math.abs(other.ms - out.ms);
}

function pair(out: Side, into: Side): TransferMatch {
  const lost = out.units - into.units;
  const { fees, feeAssetId, assetId } = out.candidate;
  const shared = { out: out.candidate, in: into.candidate, quantity: into.candidate.quantity };
  if (lost === 0n) return { ...shared, fees, feeAssetId };
  return { ...shared, fees: fromScaled(lost + (fees === null ? 0n : toScaled(fees))), feeAssetId: assetId };
}
