import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { BookResult } from "@cryptodesk/quant/ledger/ledger-statement";
import type { LotMatch } from "@cryptodesk/quant/lots/lot-result";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { type ExplainContext, storedId } from "./explain-context.ts";
import { priceOf } from "./explain-price.ts";
import { type ExplainedFigure, type FigureHead, FigureTrail, type InputNote } from "./figure-trail.ts";
import { acquires, lowered, walletOf } from "./note-input.ts";

const LEFT = {
  name: "cost left of a lot",
  expression: "cost of what came in - cost of what went out of it before",
  reference: "Shares are taken from what is left, so that the last one takes all of it",
};
const SHARE = {
  name: "cost of a lot in a pool",
  expression: "cost of the pool · units of the lot / units of the pool",
  reference: "Mean cost: Income Tax Act of Canada, section 47; TCGA 1992, section 110",
};

/** A match of a book by its place. */
export interface PlacedMatch {
  disposalId: string;
  matchIndex: number;
}

/** An amount that went into a lot or pool, or out of it. */
interface Amount {
  name: string;
  value: bigint;
  field: string;
  eventId: string;
  note: Partial<InputNote>;
}

/** The book of an asset that a figure asks for: that of the wallet, or the one in which something stands. */
export function bookOf(
  ctx: ExplainContext,
  { assetId, walletId }: { assetId: string; walletId?: string | undefined },
  has: (book: BookResult) => boolean,
): BookResult {
  const books = ctx.holding(assetId).books.filter(has);
  const asked = walletId === undefined ? books : books.filter(({ accountId }) => accountId === walletId);
  const [book, ...others] = asked;
  if (book === undefined) throw invalidInput("/assetId", "has nothing like this: it may have changed since");
  if (others.length > 0) throw invalidInput("/walletId", "several wallets have this: say which one");
  return book;
}

/** What an open lot cost, or what the units had cost that were left before a match took from them. */
export function explainLot(
  ctx: ExplainContext,
  ref: { assetId: string; lotId: string; walletId?: string | undefined } & Partial<PlacedMatch>,
): ExplainedFigure {
  const { assetId, lotId, disposalId, matchIndex } = ref;
  const head = { figure: `lot of ${ctx.symbol(assetId)}`, assetId, unit: "currency" as const, formula: LEFT };
  if (disposalId !== undefined && matchIndex !== undefined) {
    const place = { disposalId, matchIndex };
    const book = bookOf(ctx, ref, (each) => matchAt(each, place) !== undefined);
    const match = matchAt(book, place);
    const left = match?.costFrom.amount ?? null;
    if (match === undefined || left === null) return unknownCost(ctx, head, lotId);
    return leftOf(ctx, { assetId, book, head }, { rule: match.rule, lotIds: match.lotIds, place, value: left, lotId });
  }
  const book = bookOf(ctx, ref, ({ lots }) => lots.openLots.some(({ id }) => id === lotId));
  const open = book.lots.openLots.find(({ id }) => id === lotId);
  if (open === undefined || open.cost === null) return unknownCost(ctx, head, lotId);
  const isMean = book.lots.method === "average" && book.lots.openLots.length > 1;
  if (isMean) return shareOfPool(ctx, { assetId, book, head }, lotId);
  const rule = book.lots.method === "average" ? "average" : book.lots.method === "section-104" ? "pool" : "lot";
  return leftOf(ctx, { assetId, book, head }, { rule, lotIds: [lotId], place: null, value: open.cost, lotId });
}

const LOT_VALUE = {
  name: "value of a lot",
  expression: "units left · price",
  reference: "What its units would bring at the price, without fee",
};
const LOT_GAIN = {
  name: "unrealised gain of a lot",
  expression: "units left · price - cost left",
  reference: "What a sale of its units at the price, without fee, would gain",
};

/** What the units left of an open lot are worth at the price of this moment, or what selling them would gain. */
export function explainLotValue(
  ctx: ExplainContext,
  figure: "lotValue" | "lotUnrealizedPnl",
  { assetId, walletId, lotId }: { assetId: string; walletId?: string | undefined; lotId: string },
): ExplainedFigure {
  const book = bookOf(ctx, { assetId, walletId }, ({ lots }) => lots.openLots.some(({ id }) => id === lotId));
  const { quantity = "0", cost = null } = book.lots.openLots.find(({ id }) => id === lotId) ?? {};
  const symbol = ctx.symbol(assetId);
  const formula = figure === "lotValue" ? LOT_VALUE : LOT_GAIN;
  const head: FigureHead = { figure: `${formula.name} of ${symbol}`, assetId, unit: "currency", formula };
  const trail = new FigureTrail();
  const from = { kind: "event" as const, id: storedId(lotId), field: "units left" };
  const units = trail.input("units left", quantity, from, { detail: `Left of the ${lowered(ctx.words(lotId))}` });
  const price = priceOf(ctx, assetId);
  if (price === null) return trail.unknown(head, `No price of ${symbol} is known.`);
  const { source, at } = price;
  const note = { detail: `By ${source}, ${at}`, opens: { figure: "price" as const, assetId } };
  const each = trail.input("price", price.price, { kind: "price", id: `${source} ${at}`, field: assetId }, note);
  const value = trail.step("value", "product", [units, each]);
  if (figure === "lotValue") return trail.known(head, trail.valueOf(value));
  if (cost === null) return unknownCost(ctx, head, lotId);
  const opens: FigureRef = { figure: "lot", assetId, lotId, ...walletOf(book.accountId) };
  const left = { kind: "figure" as const, id: `lot ${lotId}`, field: "cost left" };
  trail.step("gain", "difference", [value, trail.input("cost left", cost, left, { detail: "What they cost", opens })]);
  return trail.known(head, trail.valueOf("gain"));
}

/** The match at a place of a book. */
export function matchAt({ lots }: BookResult, { disposalId, matchIndex }: PlacedMatch): LotMatch | undefined {
  return lots.disposals.find((each) => each.disposalId === disposalId)?.matches[matchIndex];
}

interface OfBook {
  assetId: string;
  book: BookResult;
  head: FigureHead;
}

interface Left {
  rule: LotMatch["rule"];
  lotIds: readonly string[];
  /** Null: at the end. */
  place: PlacedMatch | null;
  value: string;
  lotId: string;
}

function leftOf(ctx: ExplainContext, of: OfBook, left: Left): ExplainedFigure {
  const trail = new FigureTrail();
  const [came, went] = amountsOf(ctx, of, left);
  const isWhole = sum(came) - sum(went) === toScaled(left.value) && came.length > 0;
  if (!isWhole) {
    // Units that were redenominated, moved, or carried into another method: their way is in the events, not in sums.
    const id = storedId(left.place?.disposalId ?? left.lotId);
    const source = { kind: "event" as const, id, field: "cost left" };
    const detail = `What was left of the units in the ledger: ${lowered(ctx.words(left.lotId))}`;
    trail.step("cost", "sum", [trail.input("cost left", left.value, source, { detail })]);
    return trail.known(of.head, left.value);
  }
  const named = (each: Amount) => {
    const source = { kind: "event" as const, id: storedId(each.eventId), field: each.field };
    const isFigure = each.note.opens?.figure === "gain";
    return trail.input(
      each.name,
      fromScaled(each.value),
      isFigure ? { ...source, kind: "figure", id: each.name } : source,
      each.note,
    );
  };
  const all = trail.step("cost of what came in", "sum", came.map(named));
  trail.step("cost", "difference", [all, ...went.map(named)]);
  return trail.known(of.head, left.value);
}

/** Costs that went into the units of a match before it, and out of them. Sums that do not fit are not shown. */
function amountsOf(ctx: ExplainContext, { assetId, book }: OfBook, left: Left): [Amount[], Amount[]] {
  const isPooled = left.rule === "average" || left.rule === "pool";
  const positions = new Map(ctx.events(assetId).map(({ event }, at) => [event.id, at]));
  const end = left.place === null ? Number.POSITIVE_INFINITY : (positions.get(left.place.disposalId) ?? -1);
  const lastDay = ctx.events(assetId)[end]?.event.dayNumber ?? Number.POSITIVE_INFINITY;
  // A short match takes its cost from the purchase that covers it.
  const ids = new Set(left.rule === "short" && left.place !== null ? [left.place.disposalId] : left.lotIds);
  const came = ctx.events(assetId).flatMap((each, at): Amount[] => {
    const isBefore = left.rule === "pool" ? each.event.dayNumber <= lastDay : at < end;
    if (book.accountId !== null && each.accountId !== book.accountId) return [];
    return cameWith(ctx, assetId, each.event).filter(({ lotId }) => (isPooled ? isBefore : ids.has(lotId)));
  });
  const went = takenFrom(ctx, { assetId, book }, positions).filter((each) => {
    const isOfUnits = isPooled || each.lotIds.some((id) => ids.has(id));
    return isOfUnits && isEarlier(each, left, end);
  });
  return [came, went];
}

function isEarlier(
  { position, disposalId, index, rule }: { position: number; disposalId: string | null; index: number; rule: string },
  { place, rule: ofMatch }: Left,
  end: number,
): boolean {
  if (place === null) return true;
  if (disposalId === place.disposalId) return index < place.matchIndex;
  const isByDay = rule === "same-day" || rule === "thirty-day";
  if (isByDay && (ofMatch === "pool" || (ofMatch === "thirty-day" && rule === "same-day"))) return true;
  return position < end;
}

type CameWith = Amount & { lotId: string };

function cameWith(
  ctx: ExplainContext,
  assetId: string,
  event: ReturnType<ExplainContext["events"]>[number]["event"],
): CameWith[] {
  const detail = ctx.words(event.id);
  if (event.kind === "acquisition" && event.cost !== null) {
    const opens = acquires(ctx, assetId, event.id)
      ? ({ figure: "transactionCost", assetId, transactionId: event.id } satisfies FigureRef)
      : null;
    const name = `cost of ${event.id}`;
    return [
      {
        name,
        value: event.cost,
        field: "cost, with its fee if set",
        eventId: event.id,
        note: { detail, opens },
        lotId: event.id,
      },
    ];
  }
  if (event.kind !== "transfer-in") return [];
  return event.lots.flatMap(({ id, cost }, at) =>
    cost === null
      ? []
      : [
          {
            name: `cost of ${id}`,
            value: cost,
            field: `lots.${at}.cost`,
            eventId: event.id,
            note: { detail, opens: null },
            lotId: id,
          },
        ],
  );
}

/** Everything that took from the lots of a book, with its place among the events. */
function takenFrom(
  ctx: ExplainContext,
  { assetId, book }: Omit<OfBook, "head">,
  positions: ReadonlyMap<string, number>,
) {
  const byMatches = book.lots.disposals.flatMap(({ disposalId, matches }) =>
    matches.flatMap(({ cost, lotIds, rule }, index) => {
      if (cost === null) return [];
      const opens: FigureRef = { figure: "gain", assetId, disposalId, matchIndex: index, ...walletOf(book.accountId) };
      const name = `cost of disposal ${disposalId} match ${index}`;
      const note = { detail: `Taken by the ${lowered(ctx.words(disposalId))}`, opens };
      const position = positions.get(disposalId) ?? -1;
      // A purchase that covers short sales has less left for its own lot.
      const from = rule === "short" ? [disposalId] : lotIds;
      return [
        {
          name,
          value: toScaled(cost),
          field: "cost",
          eventId: disposalId,
          note,
          lotIds: from,
          position,
          disposalId,
          index,
          rule,
        },
      ];
    }),
  );
  const byTransfers = book.lots.transfers.flatMap(({ transferId, lots }) =>
    lots.flatMap(({ cost, lotId }, index) => {
      if (cost === null) return [];
      const name = `cost of transfer ${transferId} lot ${index}`;
      const note = { detail: `Left with the ${lowered(ctx.words(transferId))}`, opens: null };
      const position = positions.get(transferId) ?? -1;
      const place = { lotIds: [lotId], position, disposalId: null, index, rule: "transfer" };
      return [{ name, value: toScaled(cost), field: `lots.${index}.cost`, eventId: transferId, note, ...place }];
    }),
  );
  return [...byMatches, ...byTransfers];
}

/** A lot's share of its pool, in the order in which the shares are taken from what is left. */
function shareOfPool(ctx: ExplainContext, { assetId, book, head }: OfBook, lotId: string): ExplainedFigure {
  const trail = new FigureTrail();
  const at = book.lots.openLots.findIndex(({ id }) => id === lotId);
  const rest = book.lots.openLots.slice(at);
  const units = (lots: typeof rest) => lots.reduce((total, { quantity }) => total + toScaled(quantity), 0n);
  const cost = rest.reduce((total, lot) => total + toScaled(lot.cost ?? "0"), 0n);
  const [lot] = rest;
  if (lot?.cost == null) return unknownCost(ctx, head, lotId);
  const event = (field: string) => ({ kind: "event" as const, id: storedId(lotId), field });
  const whole = at === 0 && ctx.holding(assetId).books.length === 1 ? ctx.explainer.costBasis(assetId) : null;
  // Where the cost basis is the sum of its lots it cannot explain one of them.
  const isFirst =
    whole !== null &&
    !whole.inputs.some(({ source }) => source.field === "cost" && /^(account \S+ )?lot /.test(source.id));
  const opens: FigureRef | null = isFirst ? { figure: "costBasisTotal", assetId } : null;
  const detail = "Cost of the pool that is left for this lot and those after it";
  trail.step("cost", "share", [
    trail.input("cost of the pool", fromScaled(cost), event("cost of the pool"), { detail, opens }),
    trail.input("units of the lot", lot.quantity, event("quantity left"), { detail: ctx.words(lotId) }),
    trail.input("units of the pool", fromScaled(units(rest)), event("units of the pool"), {
      detail: "Units that it is shared by",
    }),
  ]);
  return trail.known({ ...head, formula: SHARE }, lot.cost);
}

function unknownCost(ctx: ExplainContext, head: FigureHead, lotId: string): ExplainedFigure {
  const unknown = `What the units cost is unknown: ${lowered(ctx.words(lotId))}. Say it with the transaction.`;
  return new FigureTrail().unknown(head, unknown);
}

function sum(amounts: readonly Amount[]): bigint {
  return amounts.reduce((total, { value }) => total + value, 0n);
}
