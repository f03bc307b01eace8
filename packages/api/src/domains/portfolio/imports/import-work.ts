import type { Database } from "../../../platform/database/database.ts";
import type { Clock } from "../../../platform/service-context.ts";

/** Which import a job works on, and which try of it this is. */
export interface ImportJobPayload {
  accountId: string;
  importId: string;
  attempt: string;
}

/** What the jobs of imports need. */
export interface ImportJobParts {
  readonly db: Database;
  readonly clock: Clock;
}

/** Another analysis or commit has taken over. */
export class Superseded extends Error {
  constructor() {
    super("another run works on this import by now");
    this.name = "Superseded";
  }
}
