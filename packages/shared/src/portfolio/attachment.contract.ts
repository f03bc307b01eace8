import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { lineOf, NewId } from "./portfolio.contract.ts";

/** Of one file. */
export const MAX_ATTACHMENT_BYTES = 2 * 1024 * 1024;

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/;

/** A file kept with a transaction: an invoice, a receipt, a statement. */
export const Attachment = z
  .object({
    id: z.uuid(),
    transactionId: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    size: z.int().describe("bytes"),
    sha256: z.string(),
    createdAt: IsoTime,
  })
  .meta({ id: "Attachment" });
export type Attachment = z.infer<typeof Attachment>;

export const AttachmentList = z
  .object({ items: z.array(Attachment), nextCursor: z.string().nullable() })
  .meta({ id: "AttachmentList" });
export type AttachmentList = z.infer<typeof AttachmentList>;

export const AttachInput = z.strictObject({
  portfolioId: z.uuid(),
  transactionId: z.uuid(),
  id: NewId,
  name: lineOf(200),
  mediaType: z.string().regex(MEDIA_TYPE, "must be a media type, such as application/pdf").default("application/pdf"),
  data: z
    .string()
    .min(4)
    .max(Math.ceil(MAX_ATTACHMENT_BYTES / 3) * 4)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, "must be base64")
    .refine((text) => text.length % 4 === 0, "must be base64")
    .describe("the file in base64, at most 2 MB"),
});
export type AttachInput = z.infer<typeof AttachInput>;

export const AttachmentRef = z.strictObject({
  portfolioId: z.uuid(),
  transactionId: z.uuid(),
  attachmentId: z.uuid(),
});
export type AttachmentRef = z.infer<typeof AttachmentRef>;

/** A file with its bytes. */
export const AttachedFile = z
  .object({ attachment: Attachment, data: z.string().describe("base64") })
  .meta({ id: "AttachedFile" });
export type AttachedFile = z.infer<typeof AttachedFile>;
