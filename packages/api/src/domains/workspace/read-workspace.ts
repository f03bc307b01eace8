import type { WorkspaceDocument, WorkspaceDocumentList } from "@cryptodesk/shared/identity/workspace.contract";
import { WorkspaceName } from "@cryptodesk/shared/identity/workspace.contract";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { WorkspaceRepository, type WorkspaceRow } from "./workspace.repository.ts";

/** Every document of the asking account. */
export async function readWorkspace(ctx: ServiceContext): Promise<WorkspaceDocumentList> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new WorkspaceRepository(db).list(accountId));
  return { items: rows.map(toDocument), nextCursor: null };
}

/** Row to contract. */
export function toDocument(row: WorkspaceRow): WorkspaceDocument {
  return {
    name: WorkspaceName.parse(row.name),
    version: row.version,
    body: row.body,
    updatedAt: row.updated_at.toISOString(),
  };
}
