import { AuditPage, ListAuditInput, ListOwnAuditInput } from "@cryptodesk/shared/identity/audit.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { listAudit, listOwnAudit } from "./list-audit.ts";

/** Wiring only. */
export function createAuditRouter() {
  return router({
    own: procedure
      .meta({
        rest: { method: "GET", path: "/account/audit", csv: true },
        access: "account:read",
        tag: "Account",
        summary: "What one's account did and what was done to it, newest first",
        cli: "account audit",
        example: { limit: 5 },
      })
      .input(ListOwnAuditInput)
      .output(AuditPage)
      .query(({ ctx, input }) => listOwnAudit(ctx, input)),

    list: procedure
      .meta({
        rest: { method: "GET", path: "/admin/audit", csv: true },
        access: "admin:read",
        tag: "Administration",
        summary: "The audit log, newest first",
        cli: "admin audit",
        example: { limit: 5 },
      })
      .input(ListAuditInput)
      .output(AuditPage)
      .query(({ ctx, input }) => listAudit(ctx, input)),
  });
}
