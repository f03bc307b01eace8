import type { ColumnType, JSONColumnType } from "kysely";

/** A request that must not be done twice. `status` null: it is still being done, or its process died over it. */
export interface IdempotentRequestTable {
  owner: string;
  key: string;
  route: string;
  body_hash: string;
  status: number | null;
  headers: JSONColumnType<Record<string, string>> | null;
  body: string | null;
  created_at: ColumnType<Date, Date | string, Date | string>;
}

declare module "../database/database.ts" {
  interface DatabaseSchema {
    idempotent_request: IdempotentRequestTable;
  }
}
