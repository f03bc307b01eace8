import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { CoinCoverage, CoverageMap, ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { type BucketRow, type CoveragePlace, CoverageRepository, type CoveredCoin } from "./coverage.repository.ts";

const DAY_MS = 86_400_000;
const MOST_BUCKETS = 60;
// An interval is rolled up a little after its end; until then it is not due.
const GRACE_MS = 3_600_000;

/** The buckets of a map: `dueMs` is the end of the last interval that should be stored. */
interface Span {
  fromMs: number;
  toMs: number;
  dueMs: number;
  bucketMs: number;
  buckets: number;
  stepMs: number;
}

/**
 * What is stored of each coin's history, largest coins first, with the share of each bucket that is there.
 * @throws DomainError INVALID_INPUT for a cursor that is not of this list
 */
export async function listCoverage(ctx: ServiceContext, input: ListCoverageInput): Promise<CoverageMap> {
  const repository = new CoverageRepository(ctx.db.replica);
  const span = spanOf(input, ctx.clock());
  const [coins, counts] = await Promise.all([
    repository.coins(input.interval, { state: input.state, after: decodePlace(input.cursor), limit: input.limit + 1 }),
    repository.counts(input.interval),
  ]);
  const page = pageOf(coins, input.limit, encodePlace);
  const rows = await repository.buckets(
    page.items.map(({ no }) => no),
    input.interval,
    { from: new Date(span.fromMs), until: new Date(span.dueMs), bucketSeconds: span.bucketMs / 1_000 },
  );
  const found = Map.groupBy(rows, ({ coinNo }) => coinNo);
  return {
    interval: input.interval,
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    bucketDays: span.bucketMs / DAY_MS,
    counts,
    items: page.items.map((coin) => describe(coin, found.get(coin.no) ?? [], span)),
    nextCursor: page.nextCursor,
  };
}

function spanOf({ interval, days }: ListCoverageInput, now: Date): Span {
  const stepMs = TIMEFRAME_MS[interval];
  const bucketMs = Math.ceil(days / MOST_BUCKETS) * DAY_MS;
  const buckets = Math.ceil((days * DAY_MS) / bucketMs);
  const toMs = (Math.floor(now.getTime() / DAY_MS) + 1) * DAY_MS;
  const dueMs = Math.floor((now.getTime() - GRACE_MS) / stepMs) * stepMs;
  return { fromMs: toMs - buckets * bucketMs, toMs, dueMs, bucketMs, buckets, stepMs };
}

function describe(coin: CoveredCoin, rows: readonly BucketRow[], span: Span): CoinCoverage {
  const { id, symbol, name, rank, state, reached, lastError } = coin;
  const points = rows.reduce((sum, row) => sum + row.points, 0);
  const firstMs = points > 0 ? Math.min(...rows.map(({ first }) => first.getTime())) : null;
  const lastMs = points > 0 ? Math.max(...rows.map(({ last }) => last.getTime())) : null;
  const stored = new Map(rows.map((row) => [row.bucket, row.points]));
  return {
    coin: { id, symbol, name, rank },
    state,
    reachedAt: reached?.toISOString() ?? null,
    lastError,
    firstAt: firstMs === null ? null : new Date(firstMs).toISOString(),
    lastAt: lastMs === null ? null : new Date(lastMs).toISOString(),
    points,
    missing: firstMs === null ? null : Math.max(0, dueBetween(firstMs, span.toMs, span) - points),
    shares: Array.from({ length: span.buckets }, (_unused, index) => {
      if (firstMs === null) return null;
      const startMs = span.fromMs + index * span.bucketMs;
      const due = dueBetween(Math.max(startMs, firstMs), startMs + span.bucketMs, span);
      return due === 0 ? null : Math.min(1, (stored.get(index) ?? 0) / due);
    }),
  };
}

/** Intervals in [fromMs, toMs) that have ended long enough ago to be stored. */
function dueBetween(fromMs: number, toMs: number, { dueMs, stepMs }: Span): number {
  return Math.max(0, Math.floor((Math.min(toMs, dueMs) - fromMs) / stepMs));
}

function encodePlace({ place, no }: CoveredCoin): string {
  return Buffer.from(JSON.stringify([place, no]), "utf8").toString("base64url");
}

function decodePlace(cursor: string | undefined): CoveragePlace | null {
  if (cursor === undefined) return null;
  try {
    const [place, no, ...rest]: unknown[] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (isInteger(place) && isInteger(no) && rest.length === 0) return { place, no };
  } catch {
    // Falls through to the refusal.
  }
  throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value) && Math.abs(Number(value)) <= 2_147_483_647;
}
