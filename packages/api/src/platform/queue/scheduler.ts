import type { Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../database/database.ts";
import type { Clock } from "../service-context.ts";
import type { JobDefinition } from "./job-queue.ts";
import type { JobRunStore } from "./job-run.repository.ts";

const LOOK_EVERY_MS = 1_000;
const REAP_EVERY_LOOKS = 15;

export interface SchedulerParts {
  db: Db;
  definitions: readonly JobDefinition[];
  runs: JobRunStore;
  clock: Clock;
  logger: Logger;
  enqueue: (trx: Db, id: string, name: string, payload: object) => Promise<void>;
}

/**
 * Keeps the schedules. Time is cut into numbered slots of each job's interval, and a run carries its slot under a unique
 * index: however many workers look at the clock, each slot is run once, and a restart inside a slot does not repeat it.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  readonly #lastSlot = new Map<string, number>();
  #timer: NodeJS.Timeout | null = null;
  #looking = false;
  #looks = 0;

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
    void this.look();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** Asks for every run whose slot has begun. One failing look is followed by the next; nothing is lost by it. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      for (const definition of this.#parts.definitions) await this.#schedule(definition);
      this.#looks += 1;
      if (this.#looks % REAP_EVERY_LOOKS === 0) await this.#parts.runs.reapLost();
    } catch (error) {
      this.#parts.logger.warn({ err: error instanceof Error ? error.message : String(error) }, "schedules not kept");
    } finally {
      this.#looking = false;
    }
  }

  async #schedule(definition: JobDefinition): Promise<void> {
    if (!definition.every) return;
    const slot = slotOf(this.#parts.clock(), definition.every.seconds);
    if (this.#lastSlot.get(definition.name) === slot) return;
    if (!(await this.#parts.runs.hasSlot(definition.name, slot))) await this.#request(definition, slot);
    this.#lastSlot.set(definition.name, slot);
  }

  async #request(definition: JobDefinition, slot: number): Promise<void> {
    const { db, runs, enqueue } = this.#parts;
    await db.transaction().execute(async (trx) => {
      const run = await runs.insert(trx, {
        id: uuidv7(),
        name: definition.name,
        key: definition.key(definition.scheduledPayload),
        trigger: "schedule",
        requestId: null,
        subject: null,
        slot,
      });
      if (run.created) await enqueue(trx, run.id, definition.name, definition.scheduledPayload);
    });
  }
}

/** Number of the interval that `now` falls into, counted from the epoch in UTC: days begin at midnight. */
export function slotOf(now: Date, seconds: number): number {
  return Math.floor(now.getTime() / (seconds * 1_000));
}
