import type { ColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;

/** One row for each run that was asked for; the queue itself is pg-boss's. */
export interface JobRunTable {
  id: string;
  name: string;
  key: string;
  trigger: "schedule" | "manual" | "demand";
  state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  subject: string | null;
  done: number;
  total: number | null;
  note: string | null;
  requested_at: Time;
  started_at: Time | null;
  finished_at: Time | null;
  attempt: number;
  /** Number of the interval that a scheduled run belongs to; unique for each name. */
  slot: number | null;
  worker: string | null;
  request_id: string | null;
  result: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  error: string | null;
}

declare module "../database/database.ts" {
  interface DatabaseSchema {
    job_run: JobRunTable;
  }
}
