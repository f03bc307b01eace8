import type { Actor } from "./access/actor.ts";
import type { Caller } from "./access/caller.ts";
import type { Database } from "./database/database.ts";
import type { JobQueue } from "./queue/job-queue.ts";

/** Now, in UTC; tests give a fixed one. */
export type Clock = () => Date;

/** Everything a verb may use, closed at six: a new capability is a new file, not a seventh field. */
export interface ServiceContext {
  /** Who asks. */
  readonly actor: Actor;
  /** The machine that asks. */
  readonly caller: Caller;
  readonly requestId: string;
  readonly db: Database;
  readonly queue: JobQueue;
  readonly clock: Clock;
}
