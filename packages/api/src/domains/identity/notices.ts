import { Notice, type NoticePage, type ReadCount } from "@cryptodesk/shared/identity/account.contract";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { NoticeRepository } from "./notice.repository.ts";

/** What the asking account should know, newest first. */
export async function listNotices(
  ctx: ServiceContext,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<NoticePage> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new NoticeRepository(db).list(accountId, decodeTimeCursor(cursor), limit + 1),
  );
  const items = rows.map((row) =>
    Notice.parse({
      id: row.id,
      kind: row.kind,
      detail: row.detail,
      ip: row.ip,
      createdAt: row.created_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
    }),
  );
  return pageOf(items, limit, ({ createdAt, id }) => encodeTimeCursor(createdAt, id));
}

/** @returns how many were unread */
export async function readNotices(ctx: ServiceContext): Promise<ReadCount> {
  const accountId = accountIdOf(ctx.actor);
  const read = await asOwner(ctx.db.primary, accountId, (db) =>
    new NoticeRepository(db).markAllRead(accountId, ctx.clock()),
  );
  return { read };
}
