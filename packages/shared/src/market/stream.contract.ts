import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { CoinId, IsoTime, ProviderId } from "./source.contract.ts";

/** The live part of a listing, sent when it changed. */
export const ListingChange = z
  .object({
    id: CoinId,
    symbol: z.string(),
    rank: z.int().nullable(),
    priceUsd: DecimalString,
    marketCapUsd: DecimalString.nullable(),
    volume24hUsd: DecimalString.nullable(),
    change1hPct: z.number().nullable(),
    change24hPct: z.number().nullable(),
    change7dPct: z.number().nullable(),
    source: ProviderId,
    asOf: IsoTime,
    quarantined: z.boolean(),
  })
  .meta({ id: "ListingChange" });
export type ListingChange = z.infer<typeof ListingChange>;

export const WatchInput = z.strictObject({
  ids: z.array(CoinId).min(1).max(250).optional().describe("only these coins"),
  symbols: z.array(z.string().min(1).max(64)).min(1).max(250).optional().describe("only coins with these symbols"),
  top: z.int().min(1).max(250).optional().describe("only the first so many by rank"),
  lastEventId: z
    .string()
    .max(40)
    .optional()
    .describe("resume after this event; also taken from the Last-Event-ID header"),
});
export type WatchInput = z.infer<typeof WatchInput>;

/**
 * What a stream carries. Every event but `bye` has the market version as its id.
 * hello: the stream is open. tick: changes since the event before, latest value of each coin. reset: the stream cannot
 * be continued from the given id, fetch the list again. bye: the server ends the stream, with the reason.
 */
export const StreamEvent = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("hello"), version: z.string(), simulated: z.boolean(), at: IsoTime }),
    z.object({ type: z.literal("tick"), version: z.string(), at: IsoTime, changes: z.array(ListingChange) }),
    z.object({ type: z.literal("reset"), version: z.string(), reason: z.string() }),
    z.object({
      type: z.literal("bye"),
      reason: z.enum(["slow_client", "shutting_down", "too_many_streams"]),
      detail: z.string(),
    }),
  ])
  .meta({ id: "StreamEvent" });
export type StreamEvent = z.infer<typeof StreamEvent>;
