import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";

const made = new WeakMap<object, Set<string>>();
// Any number: one lock for all partition work, so that two processes never create the same one at once.
const LOCK = 7_230_001;

/** Makes sure that price points from `from` to `to` have their monthly partitions. Cheap once they are known. */
export async function ensurePricePartitions(db: Db, from: Date, to: Date): Promise<void> {
  const known = made.get(db) ?? new Set<string>();
  made.set(db, known);
  const missing = monthsBetween(from, to).filter((month) => !known.has(month.name));
  if (missing.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await sql`SELECT pg_advisory_xact_lock(${LOCK})`.execute(trx);
    for (const { name, start, end } of missing) {
      await sql
        .raw(`CREATE TABLE IF NOT EXISTS ${name} PARTITION OF price_point FOR VALUES FROM ('${start}') TO ('${end}')`)
        .execute(trx);
    }
  });
  for (const { name } of missing) known.add(name);
}

/** Calendar months (UTC) that a span touches, with the name of their partition. */
export function monthsBetween(from: Date, to: Date): { name: string; start: string; end: string }[] {
  const months = [];
  let start = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1));
  while (start <= to) {
    const end = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1));
    const name = `price_point_${start.getUTCFullYear()}_${String(start.getUTCMonth() + 1).padStart(2, "0")}`;
    months.push({ name, start: start.toISOString(), end: end.toISOString() });
    start = end;
  }
  return months;
}
