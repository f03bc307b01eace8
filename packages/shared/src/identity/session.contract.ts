import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";

/** A place where an account is signed in. */
export const Session = z
  .object({
    id: z.uuid(),
    device: z.string().describe("name given at sign-in, or what the user agent says"),
    kind: z.enum(["browser", "token"]),
    ip: z.string().nullable(),
    place: z
      .string()
      .nullable()
      .describe("what the address tells without asking anybody, e.g. `this network`; else null"),
    createdAt: IsoTime,
    lastUsedAt: IsoTime.describe("accurate to a minute"),
    expiresAt: IsoTime,
    factors: z.array(z.string()),
    current: z.boolean(),
    impersonatedBy: z.string().nullable(),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof Session>;
export const SessionList = z
  .object({ items: z.array(Session), nextCursor: z.string().nullable() })
  .meta({ id: "SessionList" });
export type SessionList = z.infer<typeof SessionList>;

export const SessionIdInput = z.strictObject({ id: z.uuid() });
export type SessionIdInput = z.infer<typeof SessionIdInput>;

export const RevokedCount = z.object({ revoked: z.int() }).meta({ id: "RevokedCount" });
export type RevokedCount = z.infer<typeof RevokedCount>;
