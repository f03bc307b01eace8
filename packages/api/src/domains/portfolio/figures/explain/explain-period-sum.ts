import { fromScaled } from "@cryptodesk/quant/decimals/scaled";
import { type ScaledMatch, termOf } from "@cryptodesk/quant/lots/lot-log";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { isWithin, reportSpan } from "../day-span.ts";
import { type RealisedEvent, realisedList } from "../realised-gains.ts";
import type { ExplainContext } from "./explain-context.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail } from "./figure-trail.ts";
import { walletOf } from "./note-input.ts";

type Sum = "periodGain" | "periodProceeds" | "periodCost";

const FIELDS = { periodGain: "gain", periodProceeds: "proceeds", periodCost: "cost" } as const;
const TERMS = { short: "short-term ", long: "long-term ", undated: "undated " };

/**
 * A sum of the gains report of some days as the sum over its matches; those whose gain is unknown are no part of it, as
 * in the report.
 * @throws DomainError INVALID_INPUT for days that run backwards
 */
export function explainPeriodSum(ctx: ExplainContext, figure: Sum, ref: Omit<FigureRef, "figure">): ExplainedFigure {
  const span = reportSpan(ctx.ledger, ref);
  const { events, longTermDays } = realisedList(ctx.ledger.replay());
  const field = FIELDS[figure];
  const term = ref.term === undefined ? "" : TERMS[ref.term];
  const whose = ref.assetId === undefined ? "the portfolio" : ctx.symbol(ref.assetId);
  const formula = {
    name: `${term}${field} of a period`,
    expression: `Σ ${field} of what was sold with units whose cost is known`,
    reference: "A period is the sum of its disposals",
  };
  const when = span.from === null ? `until ${span.to}` : `${span.from} to ${span.to}`;
  const head: FigureHead = {
    figure: `${term}${field} of ${whose}, ${when}`,
    assetId: ref.assetId ?? null,
    unit: "currency",
    formula,
  };
  const trail = new FigureTrail();
  const parts: string[] = [];
  for (const event of events) {
    const isOf =
      (ref.assetId ?? event.assetId) === event.assetId && (ref.walletId ?? event.walletId) === event.walletId;
    if (!isOf || !isWithin(span, event.day) || event.realised === null) continue;
    const { matches, place } = event.realised;
    matches.forEach((match, matchIndex) => {
      const held = match.acquiredDay === null ? null : place.dayNumber - match.acquiredDay;
      const amount = amountOf(match, field);
      if (amount === null || (ref.term !== undefined && (termOf(held, longTermDays) ?? "undated") !== ref.term)) return;
      parts.push(matchInput(ctx, trail, { event, matchIndex, field, amount: fromScaled(amount) }));
    });
  }
  trail.step(field, "sum", parts);
  return trail.known(head, trail.valueOf(field));
}

interface PlacedAmount {
  event: RealisedEvent;
  matchIndex: number;
  field: string;
  amount: string;
}

function matchInput(
  ctx: ExplainContext,
  trail: FigureTrail,
  { event, matchIndex, field, amount }: PlacedAmount,
): string {
  const { assetId, walletId, disposalId } = event;
  const opens: FigureRef = { figure: "gain", assetId, disposalId, matchIndex, ...walletOf(walletId) };
  const id = `disposal ${disposalId} match ${matchIndex}`;
  const name = `${assetId} ${walletId === null ? "" : `wallet ${walletId} `}${id}`;
  const detail = `${ctx.symbol(assetId)}: ${ctx.words(disposalId)}`;
  return trail.input(name, amount, { kind: "figure", id, field }, { detail, opens });
}

/** Null where the gain is unknown: neither side counts then. */
function amountOf({ proceeds, cost }: ScaledMatch, field: string): bigint | null {
  if (proceeds === null || cost === null) return null;
  return field === "gain" ? proceeds - cost : field === "proceeds" ? proceeds : cost;
}
