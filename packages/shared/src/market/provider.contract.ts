import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { CoinId, IsoTime, ProviderId } from "./source.contract.ts";

export const ProviderStatus = z
  .object({
    id: ProviderId,
    name: z.string(),
    capabilities: z.array(z.enum(["listings", "quotes", "global", "trending", "rates", "history", "candles"])),
    access: z.enum(["keyless", "demo", "pro", "key", "none"]).describe("none: switched off, or a key is missing"),
    inUse: z.boolean(),
    simulated: z.boolean(),
    state: z
      .enum(["closed", "open", "half-open", "unused"])
      .describe("circuit breaker: open means resting after failures"),
    opensUntil: IsoTime.nullable(),
    lastSuccessAt: IsoTime.nullable(),
    lastFailureAt: IsoTime.nullable(),
    lastError: z.string().nullable(),
    consecutiveFailures: z.int(),
    calls24h: z.int(),
    failures24h: z.int(),
    errorRatePct: z.number().nullable().describe("failures of the last 24 h in percent; null without calls"),
    budget: z
      .object({ limit: z.int(), left: z.int(), windowSeconds: z.int(), resetsAt: IsoTime })
      .nullable()
      .describe("requests left in the running window; null: no limit"),
  })
  .meta({ id: "ProviderStatus" });
export type ProviderStatus = z.infer<typeof ProviderStatus>;

export const ProviderList = z
  .object({ items: z.array(ProviderStatus), nextCursor: z.string().nullable() })
  .meta({ id: "ProviderList" });
export type ProviderList = z.infer<typeof ProviderList>;

export const pageInput = {
  cursor: z.string().max(1000).optional().describe("`nextCursor` of the page before"),
  limit: z.int().min(1).max(250).default(50),
};

export const QuarantineState = z
  .enum(["pending", "confirmed", "persisted", "accepted", "rejected", "withdrawn"])
  .describe(
    "pending: held back; confirmed: a second source agreed; persisted: the source kept saying it; accepted/rejected: by hand; withdrawn: the source went back",
  );
export type QuarantineState = z.infer<typeof QuarantineState>;

/** A price jump that was held back because no second source confirmed it. */
export const QuarantineEntry = z
  .object({
    id: z.uuid(),
    coinId: CoinId,
    symbol: z.string(),
    name: z.string(),
    lastGoodUsd: DecimalString,
    proposedUsd: DecimalString,
    changePct: z.number(),
    source: ProviderId,
    proposedAsOf: IsoTime,
    detectedAt: IsoTime,
    observations: z.int(),
    state: QuarantineState,
    resolvedAt: IsoTime.nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: "QuarantineEntry" });
export type QuarantineEntry = z.infer<typeof QuarantineEntry>;

export const ListQuarantineInput = z.strictObject({
  state: z.enum(["pending", "resolved", "all"]).default("pending"),
  coinId: CoinId.optional(),
  ...pageInput,
});
export type ListQuarantineInput = z.infer<typeof ListQuarantineInput>;
export const QuarantinePage = z
  .object({ items: z.array(QuarantineEntry), nextCursor: z.string().nullable() })
  .meta({ id: "QuarantinePage" });
export type QuarantinePage = z.infer<typeof QuarantinePage>;

export const ResolveQuarantineInput = z.strictObject({ id: z.uuid(), action: z.enum(["accept", "reject"]) });
export type ResolveQuarantineInput = z.infer<typeof ResolveQuarantineInput>;

export const SetAsideReason = z.enum([
  "invalid_row",
  "no_price",
  "duplicate_id",
  "id_conflict",
  "no_cross_reference",
  "out_of_range",
  "stale",
]);
export type SetAsideReason = z.infer<typeof SetAsideReason>;

/** A provider's row that was not used, and why. */
export const SetAsideRow = z
  .object({
    provider: ProviderId,
    externalId: z.string().nullable(),
    reason: SetAsideReason,
    detail: z.string(),
    sample: z.string().describe("the row as received, cut to 500 characters"),
    firstSeenAt: IsoTime,
    lastSeenAt: IsoTime,
    times: z.int(),
  })
  .meta({ id: "SetAsideRow" });
export type SetAsideRow = z.infer<typeof SetAsideRow>;

export const ListSetAsideInput = z.strictObject({
  provider: ProviderId.optional(),
  reason: SetAsideReason.optional(),
  ...pageInput,
});
export type ListSetAsideInput = z.infer<typeof ListSetAsideInput>;
export const SetAsidePage = z
  .object({
    items: z.array(SetAsideRow),
    counts: z.array(z.object({ provider: ProviderId, reason: SetAsideReason, rows: z.int() })),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "SetAsidePage" });
export type SetAsidePage = z.infer<typeof SetAsidePage>;
