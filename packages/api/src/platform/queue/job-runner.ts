import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Logger } from "pino";
import type { Clock } from "../service-context.ts";
import type { JobDefinition, JobRunContext } from "./job-queue.ts";
import type { JobRunStore } from "./job-run.repository.ts";

const PROGRESS_EVERY_MS = 1_000;

interface RunnerParts {
  runs: JobRunStore;
  worker: string;
  logger: Logger;
  clock: Clock;
}

interface Progress {
  done: number;
  total: number | null;
  note: string | null;
}

/** Why a run was told to stop; decides what its record says. */
type StopReason = "cancelled" | "timeout" | "shutdown";

/** Which try of a run this is, and how to hand it back untouched when this process stops. */
export interface RunTry {
  attempt: number;
  lastAttempt: boolean;
  release(): Promise<void>;
}

/** Runs one job at a time per definition and keeps its record: state, progress, result, error. */
export class JobRunner {
  readonly #parts: RunnerParts;
  readonly #active = new Map<string, { controller: AbortController; settled: Promise<void> }>();

  constructor(parts: RunnerParts) {
    this.#parts = parts;
  }

  abortAll(): void {
    for (const { controller } of this.#active.values()) controller.abort("shutdown" satisfies StopReason);
  }

  /** Resolves when no run is in hand any more, or after `timeoutMs`. */
  async drained(timeoutMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, timeoutMs);
    });
    await Promise.race([Promise.allSettled([...this.#active.values()].map(({ settled }) => settled)), deadline]);
    clearTimeout(timer);
  }

  /** @throws whatever the job throws, so that the queue retries it */
  run(definition: JobDefinition, id: string, payload: object, tries: RunTry): Promise<void> {
    const controller = new AbortController();
    const settled = this.#run(definition, id, payload, tries, controller);
    this.#active.set(id, { controller, settled });
    return settled.finally(() => this.#active.delete(id));
  }

  async #run(
    definition: JobDefinition,
    id: string,
    payload: object,
    { attempt, lastAttempt, release }: RunTry,
    controller: AbortController,
  ): Promise<void> {
    const { runs, worker, logger, clock } = this.#parts;
    const log = logger.child({ jobId: id, job: definition.name });
    if (!(await runs.markRunning(id, attempt, worker))) return;
    const progress: Progress = { done: 0, total: null, note: null };
    const ticking = this.#keepProgress(id, progress, controller);
    const timeout = setTimeout(
      () => controller.abort("timeout" satisfies StopReason),
      definition.timeoutSeconds * 1_000,
    );
    const began = clock().getTime();
    try {
      const result = await definition.run(payload, this.#context(id, progress, lastAttempt, controller.signal));
      await runs.saveProgress(id, progress.done, progress.total, progress.note);
      await runs.finish(id, "succeeded", result, null);
      log.info({ ms: clock().getTime() - began, result }, "job done");
    } catch (error) {
      if (controller.signal.reason === "cancelled") return void log.info("job cancelled");
      const released = controller.signal.reason === "shutdown";
      const message = describeFailure(error, controller.signal.reason, definition.timeoutSeconds);
      const final = lastAttempt && !released;
      await runs.finish(id, final ? "failed" : "queued", null, released ? null : message);
      log.warn({ attempt, err: message, retried: !final }, released ? "job released" : "job failed");
      if (released) return await release();
      throw error;
    } finally {
      clearTimeout(timeout);
      clearInterval(ticking);
    }
  }

  #context(runId: string, progress: Progress, isLastTry: boolean, signal: AbortSignal): JobRunContext {
    return {
      runId,
      requestId: null,
      isLastTry,
      signal,
      progress(done, total, note) {
        Object.assign(progress, { done, total, note: note ?? null });
      },
    };
  }

  #keepProgress(id: string, progress: Progress, controller: AbortController): NodeJS.Timeout {
    let saved = "";
    return setInterval(() => {
      const now = JSON.stringify(progress);
      // Also written when nothing moved: the same statement notices a cancelled run.
      this.#parts.runs
        .saveProgress(id, progress.done, progress.total, progress.note)
        .then((stillRunning) => {
          if (!stillRunning && saved !== "") controller.abort("cancelled" satisfies StopReason);
          saved = now;
        })
        .catch(() => {});
    }, PROGRESS_EVERY_MS);
  }
}

function describeFailure(error: unknown, reason: unknown, timeoutSeconds: number): string {
  if (reason === "timeout") return `not done after ${timeoutSeconds} s`;
  if (error instanceof DomainError || error instanceof Error) return error.message;
  return String(error);
}
