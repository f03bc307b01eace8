import type { JobDefinition } from "../../../platform/queue/job-queue.ts";
import { analyseImportJob } from "./analyse-import.job.ts";
import { commitImportJob } from "./commit-import.job.ts";
import type { ImportJobParts } from "./import-work.ts";

/** The jobs of imports. */
export function importJobs(parts: ImportJobParts): JobDefinition[] {
  // The queue hands each payload back to the definition that made it.
  return [analyseImportJob(parts) as JobDefinition, commitImportJob(parts) as JobDefinition];
}
