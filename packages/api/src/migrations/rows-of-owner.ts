/** Column of a row that belongs to an account, and goes with it. */
export const OWNER = "account_id uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE";

/**
 * The second wall behind repositories that demand the owner: a statement that forgot to say for whom it asks gets nothing.
 * It holds for every role that is not a superuser. Released migrations are made of this: it never changes.
 */
export function rowsOfOwner(table: string): string[] {
  const owner = "current_setting('cryptodesk.owner', true)";
  return [
    `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
    `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
    `CREATE POLICY rows_of_owner ON ${table} USING (${owner} = 'system' OR account_id::text = ${owner})`,
  ];
}
