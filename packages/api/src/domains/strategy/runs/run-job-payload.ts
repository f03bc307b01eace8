/** Name of the job that carries runs out. */
export const RUN_STRATEGY = "run-strategy";

export interface RunJobPayload {
  accountId: string;
  runId: string;
}
