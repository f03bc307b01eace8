import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type {
  CreatedShare,
  CreateShareInput,
  Share,
  ShareList,
  ShareRef,
} from "@cryptodesk/shared/portfolio/share.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { hashToken, randomToken } from "../../../platform/security/random-token.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { recordAudit } from "../../audit/audit.public.ts";
import { findPortfolio, lockPortfolio } from "../portfolios/find-portfolio.ts";
import { ShareRepository, type ShareRow } from "./share.repository.ts";
import { toShare } from "./share-answers.ts";
import type { SharingRuntime } from "./sharing-runtime.ts";

const MAX_LIVE = 50;

/**
 * Makes a link to a portfolio. Its token is in this answer and nowhere else: only its hash is kept.
 * @throws DomainError NOT_FOUND, INVALID_INPUT for an end that has passed, CONFLICT past 50 live links or where the id
 * was used before
 */
export async function createShare(
  sharing: SharingRuntime,
  ctx: ServiceContext,
  input: CreateShareInput,
): Promise<CreatedShare> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const { portfolioId, name, hidesAmounts } = input;
  const expiresAt = input.expiresAt === null ? null : new Date(input.expiresAt);
  if (expiresAt !== null && expiresAt <= now) throw invalidInput("/expiresAt", "has passed: give a time to come");
  const passwordHash = input.password === null ? null : await sharing.hashPassword(input.password);
  const token = randomToken();
  const id = input.id ?? uuidv7();
  const row = await asOwner(ctx.db.primary, accountId, async (db) => {
    // Two who make links at once come here one after the other.
    await lockPortfolio(db, accountId, portfolioId);
    const shares = new ShareRepository(db);
    await requireRoom(shares, { accountId, portfolioId, id }, now);
    const draft = {
      id,
      accountId,
      portfolioId,
      name,
      tokenHash: hashToken(token),
      passwordHash,
      hidesAmounts,
      expiresAt,
    };
    await shares.insert(draft, now);
    await recordAudit(db, ctx, { action: "share.create", target: name, detail: detailOf(input) });
    return findShare(db, accountId, { portfolioId, shareId: id });
  });
  return { share: toShare(row, now), token, url: `${sharing.publicUrl}/shared/${token}` };
}

/** The links to a portfolio in the order they were made, those that open nothing any more too. @throws DomainError NOT_FOUND */
export async function listShares(ctx: ServiceContext, { portfolioId }: PortfolioRef): Promise<ShareList> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, portfolioId, now);
    return new ShareRepository(db).list(accountId, portfolioId);
  });
  return { items: rows.map((row) => toShare(row, now)), nextCursor: null };
}

/** Ends a link at once and for good; ending it twice is no mistake. @throws DomainError NOT_FOUND */
export async function revokeShare(ctx: ServiceContext, ref: ShareRef): Promise<Share> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, ref.portfolioId, now);
    const { name } = await findShare(db, accountId, ref);
    if (await new ShareRepository(db).revoke(accountId, ref.shareId, now)) {
      await recordAudit(db, ctx, { action: "share.revoke", target: name });
    }
    return toShare(await findShare(db, accountId, ref), now);
  });
}

async function findShare(db: Db, accountId: string, { portfolioId, shareId }: ShareRef): Promise<ShareRow> {
  const row = await new ShareRepository(db).find(accountId, shareId);
  if (row?.portfolio_id !== portfolioId) throw notFound("link", shareId);
  return row;
}

async function requireRoom(
  shares: ShareRepository,
  { accountId, portfolioId, id }: { accountId: string; portfolioId: string; id: string },
  now: Date,
): Promise<void> {
  if (await shares.find(accountId, id)) {
    const detail = "There is a link of this id already, and its token cannot be shown again: make one with another id.";
    throw new DomainError("CONFLICT", detail);
  }
  const rows = await shares.list(accountId, portfolioId);
  if (rows.filter((row) => toShare(row, now).state === "live").length >= MAX_LIVE) {
    throw new DomainError("CONFLICT", `A portfolio has at most ${MAX_LIVE} live links. Revoke one first.`);
  }
}

function detailOf({ hidesAmounts, password, expiresAt }: CreateShareInput): string {
  return [
    hidesAmounts ? "percentages only" : "with amounts",
    password === null ? "without a password" : "with a password",
    expiresAt === null ? "without an end" : `until ${expiresAt}`,
  ].join(", ");
}
