import { createHash } from "node:crypto";
import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import {
  type AttachedFile,
  type AttachInput,
  type Attachment,
  type AttachmentList,
  type AttachmentRef,
  MAX_ATTACHMENT_BYTES,
} from "@cryptodesk/shared/portfolio/attachment.contract";
import type { TransactionRef } from "@cryptodesk/shared/portfolio/transaction.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { AttachmentRepository, type AttachmentRow } from "./attachment.repository.ts";
import { TransactionRepository } from "./transaction.repository.ts";

const MAX_FILES = 20;

/** Files kept with a transaction. @throws DomainError NOT_FOUND */
export async function listAttachments(ctx: ServiceContext, ref: TransactionRef): Promise<AttachmentList> {
  const items = await ofTransaction(ctx, ref, (files, accountId) => files.list(accountId, ref.transactionId));
  return { items: items.map(toAttachment), nextCursor: null };
}

/** @throws DomainError NOT_FOUND, INVALID_INPUT for more than 2 MB, or CONFLICT past 20 files */
export async function attach(ctx: ServiceContext, input: AttachInput): Promise<Attachment> {
  const bytes = Buffer.from(input.data, "base64");
  if (bytes.length > MAX_ATTACHMENT_BYTES) throw invalidInput("/data", "is more than 2 MB");
  if (bytes.toString("base64") !== input.data) throw invalidInput("/data", "must be base64");
  return ofTransaction(ctx, input, async (files, accountId) => {
    const there = await files.list(accountId, input.transactionId);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const same = there.find(({ id }) => id === input.id);
    if (same?.sha256 === sha256) return toAttachment(same);
    if (same) throw new DomainError("CONFLICT", `The id ${same.id} is that of another file.`);
    if (there.length >= MAX_FILES) throw new DomainError("CONFLICT", `A transaction keeps at most ${MAX_FILES} files.`);
    const row = {
      id: input.id ?? uuidv7(),
      account_id: accountId,
      transaction_id: input.transactionId,
      name: input.name,
      media_type: input.mediaType,
      size: bytes.length,
      sha256,
      created_at: ctx.clock(),
    };
    await files.insert({ ...row, bytes });
    return toAttachment(row);
  });
}

/** A file with its bytes. @throws DomainError NOT_FOUND */
export async function readAttachment(ctx: ServiceContext, ref: AttachmentRef): Promise<AttachedFile> {
  return ofTransaction(ctx, ref, async (files, accountId) => {
    const row = await one(files, accountId, ref);
    const bytes = await files.bytes(accountId, row.id);
    return { attachment: toAttachment(row), data: Buffer.from(bytes ?? []).toString("base64") };
  });
}

/** Removes a file for good. @throws DomainError NOT_FOUND */
export async function detach(ctx: ServiceContext, ref: AttachmentRef): Promise<Attachment> {
  return ofTransaction(ctx, ref, async (files, accountId) => {
    const row = await one(files, accountId, ref);
    await files.delete(accountId, row.id);
    return toAttachment(row);
  });
}

async function ofTransaction<T>(
  ctx: ServiceContext,
  { portfolioId, transactionId }: TransactionRef,
  work: (files: AttachmentRepository, accountId: string) => Promise<T>,
): Promise<T> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db: Db) => {
    await findPortfolio(db, accountId, portfolioId, ctx.clock());
    const [row] = await new TransactionRepository(db).find(accountId, portfolioId, [transactionId]);
    if (!row) throw notFound("transaction", transactionId);
    return work(new AttachmentRepository(db), accountId);
  });
}

async function one(files: AttachmentRepository, accountId: string, ref: AttachmentRef): Promise<AttachmentRow> {
  const rows = await files.list(accountId, ref.transactionId);
  const row = rows.find(({ id }) => id === ref.attachmentId);
  if (!row) throw notFound("file", ref.attachmentId);
  return row;
}

function toAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.id,
    transactionId: row.transaction_id,
    name: row.name,
    mediaType: row.media_type,
    size: row.size,
    sha256: row.sha256,
    createdAt: new Date(row.created_at).toISOString(),
  };
}
