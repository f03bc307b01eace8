import { crc32 } from "node:zlib";
import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import {
  API_KEY_PREFIX,
  type ApiKey,
  type ApiKeyIdInput,
  type ApiKeyList,
  type CreateApiKeyInput,
  type CreatedApiKey,
} from "@cryptodesk/shared/identity/api-key.contract";
import { KeyScope } from "@cryptodesk/shared/identity/permission";
import { v7 as uuidv7 } from "uuid";
import { secondFactorNeeded, sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { hashToken, randomToken } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ApiKeyRepository, type ApiKeyRow } from "./api-key.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";

const DAY_MS = 86_400_000;
const SHOWN_CHARACTERS = 12;
const MAX_KEYS = 100;

/** Keys of the asking account, newest first. */
export async function listApiKeys(ctx: ServiceContext): Promise<ApiKeyList> {
  const { accountId } = sessionOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new ApiKeyRepository(db).list(accountId));
  return { items: rows.map((row) => toApiKey(row, ctx.clock())), nextCursor: null };
}

/**
 * Makes a key; its text is in the answer and nowhere else.
 * @throws DomainError INVALID_INPUT for a scope that the account itself lacks, CONFLICT past 100 keys
 */
export async function createApiKey(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  const { accountId, permissions, lacksSecondFactor } = sessionOf(ctx.actor);
  if (lacksSecondFactor) throw secondFactorNeeded();
  const beyond = input.scopes.find((scope) => !permissions.has(scope));
  if (beyond) throw invalidInput("/scopes", `your own account lacks ${beyond}`);
  const now = ctx.clock();
  const key = newKey();
  return changeCredentials(identity, ctx, async (db) => {
    const keys = new ApiKeyRepository(db);
    const working = (await keys.list(accountId)).filter((row) => toApiKey(row, now).state === "active");
    if (working.length >= MAX_KEYS)
      throw new DomainError("CONFLICT", `An account has at most ${MAX_KEYS} working keys.`);
    const row = await keys.insert(
      {
        id: uuidv7(),
        accountId,
        name: input.name,
        prefix: key.slice(0, SHOWN_CHARACTERS),
        hash: hashToken(key),
        scopes: [...new Set(input.scopes)],
        requestsPerMinute: input.requestsPerMinute,
        expiresAt: new Date(now.getTime() + input.expiresInDays * DAY_MS),
      },
      now,
    );
    const detail = `The API key ${input.name} was made, with ${row.scopes.join(", ")}.`;
    await new NoticeRepository(db).add(accountId, { kind: "keyCreated", detail, ip: ctx.caller.ip }, now);
    const audit = { action: "key.create", target: `${input.name} (${row.prefix}…)`, detail: row.scopes.join(", ") };
    return { audit, result: { ...toApiKey(row, now), key } };
  });
}

/** Ends a key; it stays in the list. @throws DomainError NOT_FOUND, also for another account's key */
export async function revokeApiKey(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { id }: ApiKeyIdInput,
): Promise<void> {
  const { accountId } = sessionOf(ctx.actor);
  await changeCredentials(identity, ctx, async (db) => {
    const row = await new ApiKeyRepository(db).revoke(accountId, id, ctx.clock());
    if (!row) throw notFound("API key", id);
    return { audit: { action: "key.revoke", target: `${row.name} (${row.prefix}…)` }, result: undefined };
  });
}

/** Row to contract. */
export function toApiKey(row: ApiKeyRow, now: Date): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes.flatMap((scope) => KeyScope.safeParse(scope).data ?? []),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    lastUsedIp: row.last_used_ip,
    requestsPerMinute: row.requests_per_minute,
    state: stateOf(row, now),
  };
}

function stateOf({ revoked_at, expires_at }: ApiKeyRow, now: Date): ApiKey["state"] {
  if (revoked_at) return "revoked";
  return expires_at !== null && expires_at <= now ? "expired" : "active";
}

// The checksum lets a scanner of leaked secrets tell a key from a text that only looks like one.
function newKey(): string {
  const body = randomToken();
  return `${API_KEY_PREFIX}${body}_${crc32(body).toString(16).padStart(8, "0")}`;
}
