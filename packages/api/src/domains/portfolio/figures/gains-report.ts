import { realisedDisposal } from "@cryptodesk/quant/lots/lot-statement";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Gain, GainsReport, GetGainsInput } from "@cryptodesk/shared/portfolio/gains.contract";
import { assetNamed, type NamedAssets } from "../calculation/named-assets.ts";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { isWithin, reportSpan } from "./day-span.ts";
import { transactionIdOf } from "./event-source.ts";
import { GainSums, type RealisedEvent, realisedList, replayUnder } from "./realised-gains.ts";
import { compareKeys, decodeRowCursor, pageAfter, type RowKey } from "./row-cursor.ts";

const KEY = ["day", "asset", "wallet", "disposal", 0] as const;

/** A match by its place. */
interface MatchRow {
  event: RealisedEvent;
  matchIndex: number;
}

/**
 * What was realised in a period, match by match, with sums over all of it and not only over the page.
 * @throws DomainError INVALID_INPUT for days that run backwards, a wallet where all wallets are one holding, or a cursor
 * of another list
 */
export function gainsReport(ledger: PortfolioLedger, input: GetGainsInput, assets: NamedAssets): GainsReport {
  const span = reportSpan(ledger, input);
  const after = decodeRowCursor(input.cursor, KEY);
  const replay = input.method === undefined ? ledger.replay() : replayUnder(ledger, input.method);
  const { events, longTermDays } = realisedList(replay);
  requireWalletBooks(input, events);
  const asked = events.filter((each) => isAsked(each, input));
  const within = asked.filter(({ day }) => isWithin(span, day));
  const rows = within.flatMap((event) =>
    (event.realised?.matches ?? []).map((_, matchIndex): MatchRow => ({ event, matchIndex })),
  );
  const page = pageAfter(rows, { after, limit: input.limit, keyOf });
  const described = new DisposalTexts(longTermDays);
  return {
    currency: ledger.currency,
    method: input.method ?? methodText(ledger),
    ...span,
    totals: totalsOf(within, longTermDays),
    byAsset: totalsByAsset(within, longTermDays).map(({ assetId, totals }) => ({
      asset: assetNamed(assets, assetId),
      totals,
    })),
    years: yearsOf(asked),
    items: page.rows.map((row) => described.gain(row, assets)),
    nextCursor: page.nextCursor,
  };
}

/** The methods of a portfolio in words, one after the other. */
export function methodText({ settings }: Pick<PortfolioLedger, "settings">): string {
  return settings.methods
    .map(({ method, fromDay }, at) => (at === 0 ? method : `${method} from ${fromDay}`))
    .join(", ");
}

/** Exact sums over realised results. */
export function totalsOf(events: readonly RealisedEvent[], longTermDays: number | null) {
  const sums = new GainSums(longTermDays);
  for (const each of events) sums.add(each);
  return sums.totals();
}

function totalsByAsset(events: readonly RealisedEvent[], longTermDays: number | null) {
  const byAsset = new Map<string, GainSums>();
  for (const each of events) {
    const sums = byAsset.get(each.assetId) ?? new GainSums(longTermDays);
    byAsset.set(each.assetId, sums);
    sums.add(each);
  }
  return [...byAsset]
    .map(([assetId, sums]) => ({ assetId, totals: sums.totals() }))
    .sort((left, right) => compareKeys([left.assetId], [right.assetId]));
}

function yearsOf(events: readonly RealisedEvent[]): number[] {
  return [...new Set(events.map(({ day }) => Number(day.slice(0, 4))))].sort((left, right) => left - right);
}

function isAsked({ assetId, walletId }: RealisedEvent, input: GetGainsInput): boolean {
  const isOfAsset = input.assetId === undefined || assetId === input.assetId;
  return isOfAsset && (input.walletId === undefined || walletId === input.walletId);
}

function requireWalletBooks({ walletId }: GetGainsInput, events: readonly RealisedEvent[]): void {
  if (walletId === undefined || events.every((each) => each.walletId !== null)) return;
  throw invalidInput(
    "/walletId",
    "all wallets are one holding under this portfolio's rules: leave it out, or set lots to account",
  );
}

function keyOf({ event, matchIndex }: MatchRow): RowKey {
  return [event.day, event.assetId, event.walletId ?? "", event.disposalId, matchIndex];
}

/** Disposals as text, each written once however many matches of it are on the page. */
class DisposalTexts {
  readonly #longTermDays: number | null;
  readonly #known = new Map<RealisedEvent, ReturnType<typeof realisedDisposal>>();

  constructor(longTermDays: number | null) {
    this.#longTermDays = longTermDays;
  }

  gain({ event, matchIndex }: MatchRow, assets: NamedAssets): Gain {
    const { assetId, walletId, disposalId, day } = event;
    const disposal = this.#disposal(event);
    const match = disposal?.matches[matchIndex];
    if (disposal === null || match === undefined) throw new RangeError(`no match ${matchIndex} of ${disposalId}`);
    return {
      disposalId,
      matchIndex,
      transactionId: transactionIdOf(disposalId),
      asset: assetNamed(assets, assetId),
      walletId,
      disposedAt: disposal.at,
      day,
      acquiredAt: match.acquiredAt,
      rule: match.rule,
      lotIds: [...match.lotIds],
      quantity: match.quantity,
      proceeds: match.proceeds,
      cost: match.cost,
      gain: match.gain,
      holdingDays: match.holdingDays,
      term: match.term,
    };
  }

  #disposal(event: RealisedEvent) {
    if (event.realised === null) return null;
    const known = this.#known.get(event) ?? realisedDisposal(event.realised, this.#longTermDays);
    this.#known.set(event, known);
    return known;
  }
}
