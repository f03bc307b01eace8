import type { ColumnType, JSONColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;

/** One thing that happened. The database refuses changes; `subject_id` is the account it is about. */
export interface AuditEntryTable {
  id: string;
  at: Time;
  action: string;
  outcome: "done" | "refused";
  actor: string;
  actor_id: string | null;
  impersonator: string | null;
  target: string | null;
  subject_id: string | null;
  detail: string | null;
  ip: string | null;
  user_agent: string | null;
  request_id: string | null;
  changes: JSONColumnType<Record<string, { before: unknown; after: unknown }>> | null;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    audit_entry: AuditEntryTable;
  }
}
