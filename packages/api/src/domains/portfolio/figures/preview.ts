import { dayNumberOf } from "@cryptodesk/quant/calendar/utc-day";
import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { replayAsset } from "@cryptodesk/quant/ledger/asset-replay";
import { settledBook } from "@cryptodesk/quant/ledger/ledger-statement";
import { replayLedger } from "@cryptodesk/quant/ledger/replay";
import { type Transaction, TransactionError } from "@cryptodesk/quant/ledger/transaction";
import type { RealisedDisposal } from "@cryptodesk/quant/lots/lot-result";
import { realisedDisposal } from "@cryptodesk/quant/lots/lot-statement";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { MissingEntry, Preview } from "@cryptodesk/shared/portfolio/holding.contract";
import type { HeldPortfolio, Trial } from "../calculation/held-portfolio.ts";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { Valuation } from "../calculation/portfolio-ledger.ts";
import type { HeldRecord } from "../calculation/transaction-row.ts";
import { transactionIdOf } from "./event-source.ts";
import { missingOf } from "./missing-list.ts";

/** A draft as it would be stored, both sides of it where it moves units within the portfolio. */
export interface PreviewQuestion {
  drafts: HeldRecord[];
  replaces: string | null;
}

/**
 * What a transaction would do, without recording it.
 * @throws DomainError INVALID_INPUT for one that contradicts itself or another
 */
export function preview(ledger: HeldPortfolio, { drafts, replaces }: PreviewQuestion, assets: NamedAssets): Preview {
  const ids = new Set(drafts.map(({ id }) => id));
  return refusing(ids, () => {
    const trial = ledger.trial(drafts, replaces);
    const records = { get: (id: string) => drafts.find((draft) => draft.id === id) ?? ledger.records.get(id) };
    const until = [ledger.today, ...drafts.map(({ at }) => at.slice(0, 10))].sort().at(-1) ?? ledger.today;
    const sides = trial.assets.map((each) => sidesOf(ledger, each, until, { assets, records }));
    const realised = sides.flatMap((each) => each.realised).filter(({ disposalId }) => isOf(ids, disposalId));
    const gains = realised.map(({ gain }) => gain);
    const value = trial.valuations.find(({ field }) => field === "value");
    const fee = trial.valuations.find(({ field }) => field === "fee");
    return {
      currency: ledger.currency,
      value: value?.amount ?? null,
      valueFrom: value === undefined || value.from === "unknown" ? null : value.from,
      valuePrice: value?.price ?? null,
      feeValue: fee?.amount ?? null,
      effects: sides.map(({ effect }) => effect),
      realizedPnl: gains.length === 0 || gains.includes(null) ? null : sumOf(realised),
      lots: realised.flatMap(({ matches }) => matches.map(lotOf)),
      missing: sides.flatMap((each) => each.missing),
      warnings: warningsOf(drafts, trial.valuations, ledger.today),
    };
  });
}

/** Names of assets, and transactions with the drafts among them. */
interface Known {
  assets: NamedAssets;
  records: Pick<HeldPortfolio["records"], "get">;
}

function refusing<T>(ids: ReadonlySet<string>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TransactionError) || !isOf(ids, error.transactionId)) throw error;
    const reason = error.message.replace(/^transaction [^,]*, /, "");
    throw invalidInput(`/draft/${FIELDS[error.field] ?? error.field}`, reason);
  }
}

// What the ledger calls by another name than the draft.
const FIELDS: Record<string, string> = { at: "date", "fee.amount": "fees", "fee.quantity": "fees", event: "lots" };

function sidesOf(
  ledger: HeldPortfolio,
  { assetId, before, after }: Trial["assets"][number],
  until: string,
  known: Known,
) {
  const { settings } = ledger;
  const [was, will] = [whole(before, until, settings), whole(after, until, settings)];
  const held = will.assets.find((each) => each.assetId === assetId);
  const lists = [...(held?.books.values() ?? [])].map((book) => settledBook(book).log);
  const missedBefore = new Set(missingIn(was, assetId, known).map(keyOf));
  const standing = (transactions: Transaction[]) =>
    replayAsset(transactions, assetId, { settings, until: dayNumberOf(until) }).standing;
  return {
    effect: {
      asset: assetNamed(known.assets, assetId),
      before: position(standing(before)),
      after: position(standing(after)),
    },
    realised: lists.flatMap(({ realised }) => realised.map((each) => realisedDisposal(each, settings.longTermDays))),
    missing: missingIn(will, assetId, known).filter((each) => !missedBefore.has(keyOf(each))),
  };
}

function whole(transactions: readonly Transaction[], until: string, settings: HeldPortfolio["settings"]) {
  return replayLedger(transactions, { settings, until });
}

function missingIn(
  { assets: ledgers }: ReturnType<typeof whole>,
  assetId: string,
  { assets, records }: Known,
): MissingEntry[] {
  return ledgers.filter((each) => each.assetId === assetId).flatMap((each) => missingOf(each, records, assets));
}

function keyOf({ transactionId, reason, quantity }: MissingEntry): string {
  return `${transactionId} ${reason} ${quantity}`;
}

function position({ quantity, costBasis, realisedGain }: ReturnType<typeof replayAsset>["standing"]) {
  return { quantity, costBasisTotal: costBasis, realizedPnl: realisedGain };
}

function lotOf({ lotIds, acquiredAt, quantity, cost, gain, term }: RealisedDisposal["matches"][number]) {
  return {
    lotId: lotIds.join("+"),
    acquiredDay: acquiredAt?.slice(0, 10) ?? null,
    quantity,
    cost,
    gain,
    term,
  };
}

function sumOf(realised: readonly RealisedDisposal[]): string {
  return fromScaled(realised.reduce((sum, { gain }) => sum + toScaled(gain ?? "0"), 0n));
}

function isOf(ids: ReadonlySet<string>, eventId: string): boolean {
  return ids.has(transactionIdOf(eventId) ?? eventId);
}

function warningsOf(drafts: readonly HeldRecord[], valuations: readonly Valuation[], today: string): string[] {
  const warnings: string[] = [];
  const [draft] = drafts;
  if (draft !== undefined && draft.at.slice(0, 10) > today) {
    warnings.push(`It lies in the future and counts from ${draft.at.slice(0, 10)} on.`);
  }
  for (const { field, from, given, units } of valuations) {
    if (from !== "unknown") continue;
    if (given !== null)
      warnings.push(
        `No exchange rate for ${given.currency.toUpperCase()} is known for that day, so its ${field} is unknown.`,
      );
    else if (units !== undefined)
      warnings.push(`No price is known for that day, so its ${field} is unknown unless you give it.`);
  }
  return [...new Set(warnings)];
}
