import type { Kysely } from "kysely";

/** Tables by name. Each domain adds its own by declaration merging in its `*.tables.ts`. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface DatabaseSchema {}

export type Db = Kysely<DatabaseSchema>;

/** Postgres, embedded or on a server: the domains cannot tell which. */
export interface Database {
  readonly kind: "embedded" | "postgres";
  /** The primary: every write, and reads that must see them. */
  readonly primary: Db;
  /** A replica where there is one: lists, charts, pages. */
  readonly replica: Db;
  /** False while the last probe failed: callers fail at once instead of waiting for a timeout. */
  isUp(): boolean;
  close(): Promise<void>;
}
