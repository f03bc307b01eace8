import type { JobTicket } from "@cryptodesk/shared/jobs/job.contract";

/** What a run is told and can tell. */
export interface JobRunContext {
  readonly runId: string;
  readonly requestId: string | null;
  /** What fails now is not tried again. */
  readonly isLastTry?: boolean;
  /** Aborted when the process stops, the run is cancelled or its time is up. */
  readonly signal: AbortSignal;
  /** Stored at most once a second. */
  progress(done: number, total: number | null, note?: string): void;
}

/** A background job: its definition lives with its domain. */
export interface JobDefinition<Payload extends object = object> {
  readonly name: string;
  readonly description: string;
  /** null: runs on request only. */
  readonly every: { seconds: number; setting: string } | null;
  /** A run that is still going after this is aborted and counts as failed. */
  readonly timeoutSeconds: number;
  readonly retries: number;
  /** False for work that somebody else must not stop; true unless given. */
  readonly cancellable?: boolean;
  /** Runs on payloads with the same key are joined while one is queued or running. */
  readonly key: (payload: Payload) => string;
  readonly scheduledPayload: Payload;
  /** Runs that go on at a time in one process; 1 unless given. */
  readonly atOnce?: number;
  /** Whose runs count together, and how many of theirs go on at a time over all workers. */
  readonly share?: { readonly most: number; of(payload: Payload): string };
  /** @returns counts for the run's record */
  run(payload: Payload, run: JobRunContext): Promise<Record<string, unknown>>;
}

/** The side of the queue that verbs see. */
export interface JobQueue {
  /** Asks for a run, or joins the one that is queued or running for the same key. */
  request<Payload extends object>(
    job: { name: string },
    key: string,
    payload: Payload,
    options: { trigger: "manual" | "demand"; requestId: string; subject?: string },
  ): Promise<JobTicket>;
}
