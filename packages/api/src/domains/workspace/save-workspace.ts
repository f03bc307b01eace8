import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { SaveWorkspaceInput, WorkspaceDocument } from "@cryptodesk/shared/identity/workspace.contract";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { toDocument } from "./read-workspace.ts";
import { WorkspaceRepository } from "./workspace.repository.ts";

/**
 * Replaces one document whole.
 * @throws DomainError CONFLICT where another browser saved meanwhile: read it again, merge, save
 */
export async function saveWorkspace(ctx: ServiceContext, input: SaveWorkspaceInput): Promise<WorkspaceDocument> {
  const accountId = accountIdOf(ctx.actor);
  const saved = await asOwner(ctx.db.primary, accountId, (db) =>
    new WorkspaceRepository(db).save(accountId, input, ctx.clock()),
  );
  if (!saved) {
    throw new DomainError("CONFLICT", `${input.name} was changed elsewhere. Read it again and save on top of that.`);
  }
  return toDocument(saved);
}
