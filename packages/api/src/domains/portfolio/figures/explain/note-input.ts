import type { DerivationInput } from "@cryptodesk/quant/derivations/derivation";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { type ExplainContext, storedId } from "./explain-context.ts";
import type { NotedInput } from "./figure-trail.ts";

const MATCH = /^(?:account (\S+) )?disposal (.+) match (\d+)$/;
const LOT = /^(?:account (\S+) )?lot (.+)$/;
const CARRIED = /^(?:account \S+ )?transfer (.+) lot \d+$/;
const MISSING = /^missing (.+)$/;

const FIGURES: Record<string, FigureRef["figure"]> = {
  quantity: "quantity",
  "cost basis": "costBasisTotal",
  "realised gain": "realizedPnl",
  "unrealised gain": "unrealizedPnl",
};

/** What an input of the ledger's own derivations is in words, and which figure explains it further. */
export function noteInput(ctx: ExplainContext, assetId: string | null, input: DerivationInput): Partial<NotedInput> {
  const { kind, id, field } = input.source;
  if (kind === "event") return noteEvent(ctx, assetId, input);
  if (kind === "price")
    return { detail: `Price of ${ctx.symbol(field)} by ${id}`, opens: { figure: "price", assetId: field } };
  if (kind === "figure") return noteFigure(ctx, assetId, { id, field });
  return {};
}

function noteEvent(ctx: ExplainContext, assetId: string | null, { source }: DerivationInput): Partial<NotedInput> {
  const detail = ctx.words(source.id);
  const transactionId = storedId(source.id);
  const isOwn = transactionId === source.id;
  const named = { ...source, id: transactionId };
  if (source.field === "value") return { source: named, detail, opens: { figure: "transactionValue", transactionId } };
  if (source.field === "fee") {
    return { source: named, detail, opens: isOwn ? { figure: "transactionFee", transactionId } : null };
  }
  const isBought = assetId !== null && source.field.startsWith("cost") && acquires(ctx, assetId, source.id);
  const opens = isBought ? ({ figure: "transactionCost", assetId, transactionId } as const) : null;
  return { source: named, detail, opens };
}

function noteFigure(
  ctx: ExplainContext,
  assetId: string | null,
  { id, field }: { id: string; field: string },
): Partial<NotedInput> {
  const match = MATCH.exec(id);
  if (match !== null && assetId !== null) return noteMatch(ctx, assetId, match);
  const lot = LOT.exec(id);
  if (lot !== null && assetId !== null) {
    const opens: FigureRef = { figure: "lot", assetId, lotId: lot[2] ?? "", ...walletOf(lot[1]) };
    return { detail: `Open lot of the ${lowered(ctx.words(lot[2] ?? ""))}`, opens };
  }
  const carried = CARRIED.exec(id)?.[1];
  if (carried !== undefined) return noteOut(ctx, carried, field);
  const missing = MISSING.exec(id)?.[1];
  if (missing !== undefined) return noteOut(ctx, missing, "quantity that is not known to have come in");
  const figure = FIGURES[field];
  return figure === undefined ? {} : { detail: `${field} of ${ctx.symbol(id)}`, opens: { figure, assetId: id } };
}

/** A match of a sale: its gain tells its cost and proceeds too. */
function noteMatch(ctx: ExplainContext, assetId: string, match: RegExpExecArray): Partial<NotedInput> {
  const [, wallet, disposalId = "", index] = match;
  const opens: FigureRef = { figure: "gain", assetId, disposalId, matchIndex: Number(index), ...walletOf(wallet) };
  return { detail: ctx.words(disposalId), opens };
}

function noteOut(ctx: ExplainContext, eventId: string, field: string): Partial<NotedInput> {
  return { source: { kind: "event", id: storedId(eventId), field }, detail: ctx.words(eventId), opens: null };
}

/** Whether an event brought units of an asset for a price. */
export function acquires(ctx: ExplainContext, assetId: string, eventId: string): boolean {
  return ctx.events(assetId).some(({ event }) => event.id === eventId && event.kind === "acquisition");
}

/** The wallet of a figure, where each keeps its own lots. */
export function walletOf(walletId: string | null | undefined): { walletId?: string } {
  return walletId === null || walletId === undefined ? {} : { walletId };
}

/** A sentence's first word within another sentence. */
export function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
