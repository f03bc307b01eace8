import { toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { BookResult } from "@cryptodesk/quant/ledger/ledger-statement";
import type { LotMatch, RealisedDisposal } from "@cryptodesk/quant/lots/lot-result";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { type ExplainContext, storedId } from "./explain-context.ts";
import { bookOf, matchAt, type PlacedMatch } from "./explain-lot.ts";
import { feeOf, opened } from "./explain-transaction.ts";
import { type ExplainedFigure, FigureTrail } from "./figure-trail.ts";
import { lowered, walletOf } from "./note-input.ts";

const REFERENCES: Record<LotMatch["rule"], string> = {
  lot: "Cost of the lot matched: 26 CFR 1.1012-1(c) for identified lots and for first in, first out",
  average: "Mean cost of identical properties: Income Tax Act of Canada, section 47",
  "same-day": "Same-day rule: TCGA 1992, section 105(1)",
  "thirty-day": "30-day rule: TCGA 1992, section 106A(5)",
  pool: "Section 104 holding: TCGA 1992, section 104; cost of a part disposal: section 110",
  short: "Short sale closed by a purchase: 26 CFR 1.1233-1(a)",
};

const EXPRESSION = "proceeds left · units / units left to sell - cost left · units / units left";

interface Matched {
  assetId: string;
  book: BookResult;
  disposal: RealisedDisposal;
  match: LotMatch;
  place: PlacedMatch;
  trail: FigureTrail;
}

/** The gain of units of a disposal that were matched with units that came in. */
export function explainMatch(
  ctx: ExplainContext,
  ref: { assetId: string; walletId?: string | undefined } & PlacedMatch,
): ExplainedFigure {
  const { assetId, disposalId, matchIndex } = ref;
  const place = { disposalId, matchIndex };
  const book = bookOf(ctx, ref, (each) => matchAt(each, place) !== undefined);
  const disposal = book.lots.disposals.find((each) => each.disposalId === disposalId);
  const match = disposal?.matches[matchIndex];
  if (disposal === undefined || match === undefined) throw new RangeError(`no match ${matchIndex} of ${disposalId}`);
  const formula = { name: "gain of a match", expression: EXPRESSION, reference: REFERENCES[match.rule] };
  const figure = `gain on ${match.quantity} ${ctx.symbol(assetId)}`;
  const head = { figure, assetId, unit: "currency" as const, formula };
  const trail = new FigureTrail();
  const matched = { assetId, book, disposal, match, place, trail };
  trail.input("units", match.quantity, event(disposalId, "quantity"), {
    detail: `Of the ${lowered(ctx.words(disposalId))}`,
  });
  const proceeds = match.proceeds === null ? null : proceedsStep(ctx, matched);
  const cost = match.cost === null ? null : costStep(ctx, matched);
  if (proceeds === null || cost === null) {
    const words = lowered(ctx.words(proceeds === null ? disposalId : (match.lotIds[0] ?? disposalId)));
    const unknown = proceeds === null ? "What the units brought is unknown" : "What the units cost is unknown";
    return trail.unknown(head, `${unknown}: ${words}. Say it with the transaction.`);
  }
  trail.step("gain", "difference", [proceeds, cost]);
  return trail.known(head, match.gain ?? "0");
}

function costStep(ctx: ExplainContext, { assetId, book, match, place, trail }: Matched): string {
  const { amount, quantity } = match.costFrom;
  const lotId = match.lotIds[0] ?? "pool";
  const opens: FigureRef = { figure: "lot", assetId, lotId, ...place, ...walletOf(book.accountId) };
  const from = match.lotIds.length === 0 ? "the pool" : `the ${lowered(ctx.words(lotId))}`;
  const source = { kind: "figure" as const, id: `lot ${lotId} before ${place.disposalId}`, field: "cost left" };
  const left = trail.input("cost left", amount ?? "0", source, { detail: `What was left of ${from}`, opens });
  const units = trail.input("units left", quantity, event(place.disposalId, "costFrom.quantity"), {
    detail: `Left of ${from}`,
  });
  return trail.step("cost", "share", [left, "units", units]);
}

/** The match's share of what the disposal brought: that of all its units that came in, less what earlier matches took. */
function proceedsStep(ctx: ExplainContext, { match, place, disposal, trail, assetId, book }: Matched): string {
  const { amount, quantity } = match.proceedsFrom;
  const detail = `Of the ${lowered(ctx.words(place.disposalId))}`;
  const from = (name: string, value: string, field: string) =>
    trail.input(name, value, event(place.disposalId, field), { detail });
  const last = () => from("units left to sell", quantity, "proceedsFrom.quantity");
  if (match.rule === "short") {
    const sale = match.lotIds[0] ?? place.disposalId;
    const left = trail.input("proceeds left", amount ?? "0", event(sale, "proceeds"), { detail: ctx.words(sale) });
    return trail.step("proceeds", "share", [left, "units", last()]);
  }
  const whole = wholeProceeds(ctx, disposal, trail);
  const isCovered = disposal.quantity === disposal.proceedsFrom.quantity;
  const covered = isCovered
    ? whole
    : trail.step("proceeds of what had come in", "share", [
        whole,
        from("units that had come in", disposal.quantity, "quantity that is known to have come in"),
        from("units of the disposal", disposal.proceedsFrom.quantity, "quantity"),
      ]);
  const earlier = disposal.matches.slice(0, place.matchIndex).map(({ proceeds }, index) => {
    const opens: FigureRef = {
      figure: "gain",
      assetId,
      disposalId: place.disposalId,
      matchIndex: index,
      ...walletOf(book.accountId),
    };
    const source = { kind: "figure" as const, id: `disposal ${place.disposalId} match ${index}`, field: "proceeds" };
    return trail.input(`proceeds of match ${index}`, proceeds ?? "0", source, { detail: "Already matched", opens });
  });
  const left = earlier.length === 0 ? covered : trail.step("proceeds left", "difference", [covered, ...earlier]);
  return trail.step("proceeds", "share", [left, "units", last()]);
}

/** What a whole disposal brought, less its fee where that counts. */
function wholeProceeds(
  ctx: ExplainContext,
  { disposalId, proceedsFrom }: RealisedDisposal,
  trail: FigureTrail,
): string {
  const net = proceedsFrom.amount ?? "0";
  const transactionId = storedId(disposalId);
  const transaction = ctx.transaction(disposalId);
  const detail = ctx.words(disposalId);
  const value = transaction !== undefined && "value" in transaction ? transaction.value : null;
  const fee = transaction === undefined ? null : feeOf(ctx, transactionId);
  const isMade = value !== null && toScaled(value) - toScaled(fee?.amount ?? "0") === toScaled(net);
  if (!isMade || value === null) {
    const isFee = disposalId === `${transactionId}:fee`;
    const opens = isFee ? opened(ctx, "transactionFee", transactionId, net) : null;
    return trail.input("proceeds of the disposal", net, event(disposalId, isFee ? "fee.value" : "proceeds"), {
      detail,
      opens,
    });
  }
  const opens = opened(ctx, "transactionValue", transactionId, value);
  const gross = trail.input("value", value, event(disposalId, "value"), { detail, opens });
  if (fee === null) return gross;
  const paid = trail.input("fee", fee.amount, event(disposalId, "fee"), { detail, opens: fee.opens });
  return trail.step("proceeds of the disposal", "difference", [gross, paid]);
}

function event(id: string, field: string) {
  return { kind: "event" as const, id: storedId(id), field };
}
