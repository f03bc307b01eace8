import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import type { RunProgress } from "./run-question.ts";
import type { RunRuntime } from "./run-runtime.ts";
import { type RunPlace, RunWorkRepository } from "./run-work.repository.ts";

const TOLD_EVERY_MS = 500;

/** Why the work on a run ends before it is done; what aborts the job itself keeps its own reason. */
export const CANCELLED = "cancelled";

/**
 * Keeps the row of a run in hand up to date, twice a second at most, and notices by the same statement that somebody has
 * cancelled or removed it.
 */
export class RunKeeper {
  readonly #runtime: RunRuntime;
  readonly #place: RunPlace;
  readonly #job: JobRunContext;
  readonly #stop = new AbortController();
  readonly signal: AbortSignal;
  progress: RunProgress = { done: 0, total: null, note: null };
  #told = "";
  #timer: NodeJS.Timeout | null = null;

  constructor(runtime: RunRuntime, place: RunPlace, job: JobRunContext) {
    this.#runtime = runtime;
    this.#place = place;
    this.#job = job;
    this.signal = AbortSignal.any([job.signal, this.#stop.signal]);
  }

  start(): void {
    const ear = this.#runtime.announcements.listen(this.#place.runId, this.signal);
    this.#timer = setInterval(() => void this.#tell(), TOLD_EVERY_MS);
    // An announcement may be somebody else's, that it is cancelled: look at once.
    const hear = async () => {
      while (!this.signal.aborted) {
        await ear.next();
        await this.#look();
      }
      ear.close();
    };
    void hear();
  }

  tell(done: number, total: number | null, note: string | null): void {
    this.progress = { done, total, note };
    this.#job.progress(done, total, note ?? undefined);
  }

  end(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
    this.#stop.abort("ended");
  }

  /** Runs `write` on the row while it is this job's. */
  write<T>(write: (rows: RunWorkRepository) => Promise<T>): Promise<T> {
    const { db } = this.#runtime.market;
    return asOwner(db.primary, this.#place.accountId, (own) => write(new RunWorkRepository(own, this.#place)));
  }

  announce(): void {
    this.#runtime.announcements.announce(this.#place.runId);
  }

  async #look(): Promise<void> {
    if (this.#timer === null) return;
    try {
      if (!(await this.write((rows) => rows.isInHand()))) this.#lose();
    } catch {
      // As below.
    }
  }

  #lose(): void {
    if (this.#timer !== null) this.#stop.abort(CANCELLED);
  }

  async #tell(): Promise<void> {
    const { progress } = this;
    try {
      if (!(await this.write((rows) => rows.saveProgress(progress)))) return this.#lose();
    } catch {
      // The database is away for a moment: the next look tells.
      return;
    }
    const news = JSON.stringify(progress);
    if (news !== this.#told) this.announce();
    this.#told = news;
  }
}
