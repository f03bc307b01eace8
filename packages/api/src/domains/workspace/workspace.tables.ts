import type { ColumnType, JSONColumnType } from "kysely";

/** What of a person's desk follows the account. */
export interface WorkspaceDocumentTable {
  account_id: string;
  name: string;
  version: number;
  body: JSONColumnType<object>;
  updated_at: ColumnType<Date, Date | string, Date | string>;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    workspace_document: WorkspaceDocumentTable;
  }
}
