import { invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  BlockShareInput,
  ListModeratedSharesInput,
  ModeratedShare,
  ModeratedShareList,
} from "@cryptodesk/shared/portfolio/share.contract";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { recordAudit } from "../../audit/audit.public.ts";
import { type NamedShareRow, ShareRepository } from "./share.repository.ts";
import { toShare } from "./share-answers.ts";
import type { SharingRuntime } from "./sharing-runtime.ts";

/** Every link of the desk, newest first: whose it is and what it is called, nothing of what it shows. */
export async function listModeratedShares(
  sharing: SharingRuntime,
  ctx: ServiceContext,
  { cursor, limit }: ListModeratedSharesInput,
): Promise<ModeratedShareList> {
  const before = decodeTimeCursor(cursor);
  return asOwner(ctx.db.primary, "system", async (db) => {
    const rows = await new ShareRepository(db).listAll(before, limit + 1);
    const emails = await sharing.emailsOf(db, [...new Set(rows.map(({ account_id }) => account_id))]);
    const items = rows.map((row) => toModerated(row, emails, ctx.clock()));
    return pageOf(items, limit, ({ share }) => encodeTimeCursor(share.createdAt, share.id));
  });
}

/**
 * Blocks a link, or opens a blocked one again. The owner is told, and so is the audit log.
 * @throws DomainError NOT_FOUND, INVALID_INPUT where a link is blocked without a reason
 */
export async function blockShare(
  sharing: SharingRuntime,
  ctx: ServiceContext,
  { shareId, blocked, reason }: BlockShareInput,
): Promise<ModeratedShare> {
  if (blocked && reason === null) throw invalidInput("/reason", "is needed: the owner is told why");
  const now = ctx.clock();
  return asOwner(ctx.db.primary, "system", async (db) => {
    const row = await new ShareRepository(db).moderate(shareId, blocked ? { at: now, reason: reason ?? "" } : null);
    if (!row) throw notFound("link", shareId);
    const { account_id: ownerId, name, portfolio_name: portfolio } = row;
    await sharing.tellOwner(
      db,
      ownerId,
      blocked
        ? `The link "${name}" to "${portfolio}" was blocked by an administrator: ${reason}`
        : `The link "${name}" to "${portfolio}" opens again.`,
      now,
    );
    await recordAudit(db, ctx, {
      action: blocked ? "share.block" : "share.unblock",
      target: name,
      subjectId: ownerId,
      detail: reason,
    });
    return toModerated(row, await sharing.emailsOf(db, [ownerId]), now);
  });
}

function toModerated(row: NamedShareRow, emails: ReadonlyMap<string, string>, now: Date): ModeratedShare {
  return {
    share: toShare(row, now),
    portfolioName: row.portfolio_name,
    ownerEmail: emails.get(row.account_id) ?? "",
  };
}
