import { z } from "zod";
import { IsoTime } from "../market/source.contract.ts";
import { isStorableJson } from "../text/storable.ts";

/** What of a person's desk follows the account from browser to browser. */
export const WorkspaceName = z.enum(["watchlists", "marketViews", "marketColumns", "columnWidths", "preferences"]);
export type WorkspaceName = z.infer<typeof WorkspaceName>;

const MAX_BODY_CHARACTERS = 200_000;

/** One document. Its shape belongs to the client that keeps it; the desk stores it whole. */
export const WorkspaceDocument = z
  .object({ name: WorkspaceName, version: z.int(), body: z.unknown(), updatedAt: IsoTime })
  .meta({ id: "WorkspaceDocument" });
export type WorkspaceDocument = z.infer<typeof WorkspaceDocument>;
export const WorkspaceDocumentList = z
  .object({ items: z.array(WorkspaceDocument), nextCursor: z.string().nullable() })
  .meta({ id: "WorkspaceDocumentList" });
export type WorkspaceDocumentList = z.infer<typeof WorkspaceDocumentList>;

export const SaveWorkspaceInput = z.strictObject({
  name: WorkspaceName,
  body: z
    .union([z.record(z.string(), z.unknown()), z.array(z.unknown())])
    .refine(isStorableJson, { error: "holds NUL, half a surrogate pair, or more than 64 levels", abort: true })
    .refine((body) => JSON.stringify(body).length <= MAX_BODY_CHARACTERS, "is too large"),
  baseVersion: z.int().min(0).max(2_000_000_000).describe("version this change was made to; 0 where there was none"),
});
export type SaveWorkspaceInput = z.infer<typeof SaveWorkspaceInput>;
