import type { SetAsideReason } from "@cryptodesk/shared/market/provider.contract";
import { z } from "zod";
import { type ForeignFigure, sampleOf, timeOf } from "./foreign-values.ts";
import type { Batch, ListingDraft, SetAsideDraft } from "./market-provider.ts";

/** Why a row is not used. */
export interface Rejection {
  reason: SetAsideReason;
  detail: string;
}

/** How one provider's rows become listings. */
export interface RowReader<Row> {
  schema: z.ZodType<Row>;
  /** The provider's key in a row that may be anything; null when it has none. */
  keyOf: (row: unknown) => string | null;
  normalise: (row: Row, now: Date) => ListingDraft | Rejection;
}

/** A clock ahead of ours by up to this is drift, not the future. */
export const MAX_CLOCK_AHEAD_MS = 5 * 60_000;
/** Bounds of a believable price of one coin, in USD. */
export const PRICE_RANGE_USD = { min: 1e-24, max: 1e12 } as const;
// With fewer rows than this, all of them bad may be chance.
const SHAPE_CHANGED_FROM = 10;

/**
 * Reads a page of foreign rows. A row that cannot be used is set aside with its reason; of two rows with one key the
 * first wins.
 * @throws z.ZodError when every row of a page is malformed: then the page, not the rows, is unusable
 */
export function readBatch<Row>(rows: readonly unknown[], reader: RowReader<Row>, now: Date): Batch<ListingDraft> {
  const seen = new Set<string>();
  const drafts: ListingDraft[] = [];
  const setAside: SetAsideDraft[] = [];
  for (const row of rows) {
    const outcome = readRow(row, reader, now, seen);
    if (!("reason" in outcome)) {
      drafts.push(outcome);
      seen.add(outcome.externalId);
      continue;
    }
    setAside.push({ externalId: reader.keyOf(row), ...outcome, sample: sampleOf(row) });
  }
  if (rows.length >= SHAPE_CHANGED_FROM && setAside.filter(isMalformed).length === rows.length) {
    throw shapeError(`all ${rows.length} rows are malformed: ${setAside[0]?.detail}`);
  }
  return { rows: drafts, setAside, read: rows.length };
}

function readRow<Row>(
  row: unknown,
  { schema, normalise }: RowReader<Row>,
  now: Date,
  seen: ReadonlySet<string>,
): ListingDraft | Rejection {
  const parsed = schema.safeParse(row);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      reason: "invalid_row",
      detail: `${issue?.path.join(".") || "row"}: ${issue?.message ?? "unexpected shape"}`,
    };
  }
  const outcome = normalise(parsed.data, now);
  if ("reason" in outcome || !seen.has(outcome.externalId)) return outcome;
  return { reason: "duplicate_id", detail: `${outcome.externalId} came earlier on this page` };
}

const isMalformed = ({ reason }: SetAsideDraft): boolean => reason === "invalid_row";

/** An answer of the wrong shape, as the gate recognises it. */
export const shapeError = (message: string): z.ZodError =>
  new z.ZodError([{ code: "custom", path: [], message, input: undefined }]);

/**
 * The provider's own time of a price; times ahead of `now` by clock drift become `now`.
 * @returns a rejection when there is none, or it lies in the future
 */
export function observedAt(value: ForeignFigure, now: Date): Date | Rejection {
  const at = timeOf(value);
  if (at === null) return { reason: "invalid_row", detail: `no usable time of the price: ${sampleOf(value)}` };
  const aheadMs = at.getTime() - now.getTime();
  if (aheadMs <= 0) return at;
  if (aheadMs <= MAX_CLOCK_AHEAD_MS) return now;
  return { reason: "out_of_range", detail: `time of the price is ${Math.round(aheadMs / 1000)} s in the future` };
}

/** Checks that a price exists and is believable. */
export function rejectPrice(value: ForeignFigure, decimal: string | null): Rejection | null {
  if (value == null || value === "") return { reason: "no_price", detail: "the source gives no price" };
  const price = Number(value);
  if (Number.isNaN(price)) return { reason: "invalid_row", detail: `price is not a number: ${sampleOf(value)}` };
  if (price >= PRICE_RANGE_USD.min && price <= PRICE_RANGE_USD.max && decimal !== null) return null;
  return { reason: "out_of_range", detail: `price ${sampleOf(value)} is not within 1e-24 and 1e12 USD` };
}
