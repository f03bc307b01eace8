import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";

/** One thing that happened, as it was written down then; entries are never changed. */
export const AuditEntry = z
  .object({
    id: z.uuid(),
    at: IsoTime,
    action: z.string().describe("e.g. `session.login`, `account.role`, `key.create`"),
    outcome: z.enum(["done", "refused"]),
    actor: z.string().describe("e-mail of the account, `system`, `shell`, or `anonymous`"),
    actorId: z.uuid().nullable(),
    impersonatedBy: z.string().nullable(),
    target: z.string().nullable().describe("what it was done to"),
    detail: z.string().nullable(),
    ip: z.string().nullable(),
    userAgent: z.string().nullable(),
    requestId: z.string().nullable(),
    changes: z
      .record(z.string(), z.object({ before: z.unknown(), after: z.unknown() }))
      .nullable()
      .describe("changed fields without secrets"),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

const text = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => !value.includes("\u0000"), "must not hold the NUL character");

export const ListOwnAuditInput = z.strictObject({
  action: text.optional().describe("exact, or the part before the dot, e.g. `session`"),
  ...pageInput,
});
export type ListOwnAuditInput = z.infer<typeof ListOwnAuditInput>;

export const ListAuditInput = z.strictObject({
  action: text.optional().describe("exact, or the part before the dot, e.g. `session`"),
  outcome: z.enum(["done", "refused"]).optional(),
  userId: z.uuid().optional().describe("entries of this account"),
  search: text.optional().describe("part of actor, target, detail or address"),
  from: IsoTime.optional(),
  to: IsoTime.optional(),
  ...pageInput,
});
export type ListAuditInput = z.infer<typeof ListAuditInput>;

export const AuditPage = z
  .object({ items: z.array(AuditEntry), nextCursor: z.string().nullable() })
  .meta({ id: "AuditPage" });
export type AuditPage = z.infer<typeof AuditPage>;
