import { sameText } from "../../platform/security/random-token.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { checksOf, type OidcErrand } from "./begin-oidc.ts";
import type { IdentityRuntime, SingleSignOn } from "./identity-runtime.ts";
import { linkExternal } from "./link-external.ts";
import { OidcRefusal, refusalOf } from "./oidc-refusal.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { DEVICE_COOKIE, OIDC_COOKIE } from "./session-cookies.ts";
import { signInExternal } from "./sign-in-external.ts";

interface PendingOidc extends OidcErrand {
  readonly token: string;
  /** The browser's device cookie as it was when it left. */
  readonly device: string | undefined;
}

/**
 * Finishes what `beginOidc` began: the browser is back with the provider's answer.
 * @param query of the redirect address, as it came
 * @returns where the browser goes next; also where it came to nothing
 */
export async function finishOidc(
  identity: IdentityRuntime,
  { client }: SingleSignOn,
  ctx: ServiceContext,
  query: string,
): Promise<string> {
  let pending: PendingOidc | null = null;
  try {
    pending = await takePending(identity, ctx, query);
    const person = await client.redeem(query, checksOf(identity.secrets, pending.token));
    const { to, linking } = pending;
    if (!linking) return await signInExternal(identity, withDevice(ctx, pending.device), person, to);
    await linkExternal(identity, ctx, person, linking);
    return to;
  } catch (error) {
    const { problem } = await noteFailure(identity, ctx, error, pending);
    if (pending?.linking) return `${pending.to}?problem=${problem}`;
    return `/sign-in?${new URLSearchParams({ problem, ...(pending && pending.to !== "/" && { to: pending.to }) })}`;
  }
}

/** Uses up the browser's token. An answer to another question leaves it alone. @throws OidcRefusal */
async function takePending({ db, secrets }: IdentityRuntime, ctx: ServiceContext, query: string): Promise<PendingOidc> {
  const { cookies } = ctx.caller;
  const token = cookies.get(OIDC_COOKIE);
  if (token === undefined) throw new OidcRefusal("expired", "begun in another browser, or too long ago");
  const [state = "", ...more] = new URLSearchParams(query).getAll("state");
  if (more.length > 0 || !sameText(state, checksOf(secrets, token).state)) {
    throw new OidcRefusal("invalid", "wrong state");
  }
  const row = await new OneTimeTokenRepository(db.primary).redeem("oidc", token, ctx.clock());
  cookies.clear(OIDC_COOKIE);
  if (!row) throw new OidcRefusal("expired", "finished before, or too long ago");
  const { to, sessionId, device } = row.payload as { to: string; sessionId: string | null; device: string | null };
  return {
    token,
    to,
    linking: row.account_id !== null && sessionId !== null ? { accountId: row.account_id, sessionId } : null,
    device: device === null ? undefined : secrets.open(device, DEVICE_COOKIE),
  };
}

function withDevice(ctx: ServiceContext, device: string | undefined): ServiceContext {
  const { cookies } = ctx.caller;
  const get = (name: string) => cookies.get(name) ?? (name === DEVICE_COOKIE ? device : undefined);
  return { ...ctx, caller: { ...ctx.caller, cookies: { ...cookies, get } } };
}

/** Writes down why it came to nothing. The person learns only the problem's code. */
async function noteFailure(
  { db, logger }: IdentityRuntime,
  ctx: ServiceContext,
  error: unknown,
  pending: PendingOidc | null,
): Promise<OidcRefusal> {
  const refusal = refusalOf(error);
  if (!refusal) logger.error({ err: error, requestId: ctx.requestId }, "single sign-on failed");
  const noted = refusal ?? new OidcRefusal("failed", "unexpected error");
  try {
    await recordAudit(db.primary, ctx, {
      action: pending?.linking ? "identity.link" : "session.login",
      outcome: "refused",
      target: noted.about.email?.slice(0, 254) ?? null,
      subjectId: noted.about.accountId ?? pending?.linking?.accountId ?? null,
      detail: `single sign-on: ${noted.message}`,
      by: { id: null, email: "anonymous" },
    });
  } catch (cause) {
    logger.error({ err: cause, requestId: ctx.requestId }, "refused single sign-on is not in the audit log");
  }
  return noted;
}
