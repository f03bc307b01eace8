import type {
  ActiveLimitList,
  ChangePolicyInput,
  SignInPolicy,
  SigningKeyList,
} from "@cryptodesk/shared/identity/admin.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AttemptRepository } from "./attempt.repository.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { SigningKeyRepository } from "./signing-key.repository.ts";

const LIMITS_SHOWN_MS = 60 * 60_000;

/** Which roles need a second factor. */
export async function getPolicy(ctx: ServiceContext): Promise<SignInPolicy> {
  return { secondFactorRoles: await new IdentityStateRepository(ctx.db.primary).secondFactorRoles() };
}

/** Whoever has such a role and no second factor can only set one up from now on. */
export async function changePolicy(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { secondFactorRoles }: ChangePolicyInput,
): Promise<SignInPolicy> {
  const after = [...new Set(secondFactorRoles)];
  return changeCredentials(identity, ctx, async (db) => {
    const state = new IdentityStateRepository(db);
    const before = await state.secondFactorRoles();
    await state.setSecondFactorRoles(after);
    const changes = { secondFactorRoles: { before, after } };
    return { audit: { action: "policy.change", changes }, result: { secondFactorRoles: after } };
  });
}

/** Tries that were counted within the last hour, newest first. */
export async function listLimits(ctx: ServiceContext): Promise<ActiveLimitList> {
  const since = new Date(ctx.clock().getTime() - LIMITS_SHOWN_MS);
  const rows = await new AttemptRepository(ctx.db.primary).listActive(since);
  const items = rows.map((row) => ({
    key: row.key,
    kind: row.kind,
    failures: row.failures,
    blockedUntil:
      row.blocked_until !== null && row.blocked_until > ctx.clock() ? row.blocked_until.toISOString() : null,
    updatedAt: row.updated_at.toISOString(),
  }));
  return { items, nextCursor: null };
}

/** Keys whose tokens may still be valid, newest first. */
export async function listSigningKeys(ctx: ServiceContext): Promise<SigningKeyList> {
  const rows = await new SigningKeyRepository(ctx.db.primary).listUsable(ctx.clock());
  const items = rows.map((row) => ({
    kid: row.kid,
    createdAt: row.created_at.toISOString(),
    signsUntil: row.signs_until?.toISOString() ?? null,
    verifiesUntil: row.verifies_until?.toISOString() ?? null,
  }));
  return { items, nextCursor: null };
}

/** Lets a new key sign from now on; tokens of the old one hold until they expire. */
export async function rotateSigningKeys(identity: IdentityRuntime, ctx: ServiceContext): Promise<SigningKeyList> {
  const kid = await identity.keys.rotate();
  await changeCredentials(identity, ctx, async () => ({
    audit: { action: "signingKey.rotate", target: kid },
    result: undefined,
  }));
  return listSigningKeys(ctx);
}
