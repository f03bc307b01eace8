import type { Database } from "./database/database.ts";
import type { JobQueue } from "./queue/job-queue.ts";

/** Who asks. Accounts will add users; until then everybody is anonymous. */
export interface Actor {
  readonly kind: "anonymous" | "system";
}

/** Now, in UTC; tests give a fixed one. */
export type Clock = () => Date;

/** Everything a verb may use, closed at five: a new capability is a new file, not a sixth field. */
export interface ServiceContext {
  readonly actor: Actor;
  readonly requestId: string;
  readonly db: Database;
  readonly queue: JobQueue;
  readonly clock: Clock;
}
