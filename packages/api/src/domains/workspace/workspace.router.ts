import {
  SaveWorkspaceInput,
  WorkspaceDocument,
  WorkspaceDocumentList,
} from "@cryptodesk/shared/identity/workspace.contract";
import { z } from "zod";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { readWorkspace } from "./read-workspace.ts";
import { saveWorkspace } from "./save-workspace.ts";

/** Wiring only. */
export function createWorkspaceRouter() {
  return router({
    read: procedure
      .meta({
        rest: { method: "GET", path: "/workspace" },
        access: "workspace:read",
        tag: "Workspace",
        summary: "One's watchlists, views and preferences",
        cli: "workspace show",
        example: {},
      })
      .input(z.strictObject({}))
      .output(WorkspaceDocumentList)
      .query(({ ctx }) => readWorkspace(ctx)),

    save: procedure
      .meta({
        rest: { method: "PUT", path: "/workspace/{name}" },
        access: "workspace:write",
        tag: "Workspace",
        summary: "Replace one of them",
        description:
          "Refused with 409 where it was changed since `baseVersion`: nothing that was saved is overwritten unseen.",
        cli: "workspace save",
        example: { name: "preferences", body: { density: "compact" }, baseVersion: 0 },
      })
      .input(SaveWorkspaceInput)
      .output(WorkspaceDocument)
      .mutation(({ ctx, input }) => saveWorkspace(ctx, input)),
  });
}
