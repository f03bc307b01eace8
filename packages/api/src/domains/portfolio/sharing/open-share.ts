import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { OpenShareInput, SharedPortfolio } from "@cryptodesk/shared/portfolio/share.contract";
import type { KeyActor } from "../../../platform/access/actor.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { addressBlockOf } from "../../../platform/limits/address-block.ts";
import { hashToken } from "../../../platform/security/random-token.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { readOwnersFigures } from "./owners-figures.ts";
import { type NamedShareRow, ShareRepository } from "./share.repository.ts";
import { sharedView } from "./shared-view.ts";
import type { SharingRuntime, TryLimit } from "./sharing-runtime.ts";

/**
 * What somebody with a link sees. Whatever keeps a link from opening anything gives one and the same answer: that it was
 * never made, has ended, was revoked or blocked, or that portfolio or owner are gone.
 * @throws DomainError NOT_FOUND, INVALID_INPUT for a password that is missing or wrong, TOO_MANY_REQUESTS
 */
export async function openShare(
  { sharing, portfolios }: { sharing: SharingRuntime; portfolios: PortfolioRuntime },
  ctx: ServiceContext,
  { token, password, period }: OpenShareInput,
): Promise<SharedPortfolio> {
  const now = ctx.clock();
  const share = await asOwner(ctx.db.primary, "system", async (db) => {
    const found = await new ShareRepository(db).findLive(hashToken(token), now);
    return found && (await sharing.isActive(db, found.account_id)) ? found : null;
  });
  if (!share) throw new DomainError("NOT_FOUND", "This link leads nowhere, or not any more.");
  await requirePassword(sharing, ctx, share, password);
  const { account_id: ownerId, portfolio_id: portfolioId } = share;
  const { description } = await asOwner(ctx.db.primary, ownerId, (db) => findPortfolio(db, ownerId, portfolioId, now));
  const figures = await readOwnersFigures({ ...ctx, actor: readerFor(share) }, portfolios, { portfolioId, period });
  await asOwner(ctx.db.primary, "system", (db) => new ShareRepository(db).countView(share.id, now));
  return sharedView({ ...figures, description }, share.hides_amounts);
}

async function requirePassword(
  sharing: SharingRuntime,
  ctx: ServiceContext,
  { id, password_hash: hash }: NamedShareRow,
  password: string | undefined,
): Promise<void> {
  if (hash === null) return;
  if (password === undefined) throw invalidInput("/password", "is needed: this link asks for one");
  const limits = tryLimits(id, ctx.caller.ip);
  await sharing.countTry(ctx.db.primary, limits, ctx.clock());
  if (!(await sharing.isPassword(hash, password))) throw invalidInput("/password", "is not the password of this link");
  await sharing.takeBackTry(ctx.db.primary, limits);
}

/** Wrong passwords are counted for the link from one address, and, far more generously, for the link from everywhere. */
function tryLimits(shareId: string, ip: string | null): TryLimit[] {
  return [
    { key: `share:${shareId}:${addressBlockOf(ip)}`, kind: "shared link, address", allowed: 5, windowSeconds: 60 },
    { key: `share:${shareId}`, kind: "shared link", allowed: 100, windowSeconds: 3_600 },
  ];
}

/** Somebody who may read the owner's portfolios and nothing else: for this one reading, and never for the caller. */
function readerFor({ id, account_id }: NamedShareRow): KeyActor {
  return {
    kind: "key",
    keyId: id,
    accountId: account_id,
    email: "",
    role: "viewer",
    permissions: new Set(["portfolio:read"]),
    lacksSecondFactor: false,
    requestsPerMinute: 0,
  };
}
