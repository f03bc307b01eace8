import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { isStorableText } from "../text/storable.ts";
import { KeyScope } from "./permission.ts";

/** Starts every key, so that scanners of leaked secrets can recognise one. */
export const API_KEY_PREFIX = "cdk_";

/** A key as it is listed; the key itself is shown once, when it is made. */
export const ApiKey = z
  .object({
    id: z.uuid(),
    name: z.string(),
    prefix: z.string().describe("its first characters, to tell keys apart"),
    scopes: z.array(KeyScope),
    createdAt: IsoTime,
    expiresAt: IsoTime.nullable(),
    lastUsedAt: IsoTime.nullable().describe("accurate to a minute"),
    lastUsedIp: z.string().nullable(),
    requestsPerMinute: z.int(),
    state: z.enum(["active", "expired", "revoked"]),
  })
  .meta({ id: "ApiKey" });
export type ApiKey = z.infer<typeof ApiKey>;
export const ApiKeyList = z
  .object({ items: z.array(ApiKey), nextCursor: z.string().nullable() })
  .meta({ id: "ApiKeyList" });
export type ApiKeyList = z.infer<typeof ApiKeyList>;

export const CreateApiKeyInput = z.strictObject({
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((text) => !/\p{Cc}/u.test(text), "must not hold control characters")
    .refine(isStorableText, "must be well-formed text"),
  scopes: z.array(KeyScope).min(1).max(20).describe("what the key may do; never more than the account itself may"),
  expiresInDays: z.int().min(1).max(365).default(90),
  requestsPerMinute: z.int().min(1).max(100_000).default(600),
});
export type CreateApiKeyInput = z.infer<typeof CreateApiKeyInput>;

export const CreatedApiKey = ApiKey.extend({ key: z.string().describe("shown only now") }).meta({
  id: "CreatedApiKey",
});
export type CreatedApiKey = z.infer<typeof CreatedApiKey>;

export const ApiKeyIdInput = z.strictObject({ id: z.uuid() });
export type ApiKeyIdInput = z.infer<typeof ApiKeyIdInput>;
