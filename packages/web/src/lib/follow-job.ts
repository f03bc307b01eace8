import type { JobRun, JobState } from "@cryptodesk/shared/jobs/job.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "./trpc.ts";

const POLL_MS = 700;

export const isFinished = (state: JobState): boolean => state !== "queued" && state !== "running";

/** Follows a background job to its end. Without an id nothing is asked. */
export function useJobRun(id: string | null) {
  return useQuery({
    ...trpc.jobs.get.queryOptions({ id: id ?? "" }),
    enabled: id !== null,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.state) ? false : POLL_MS),
  });
}

/** Done share in percent; null while the total is unknown. */
export function progressPct({ done, total }: JobRun["progress"]): number | null {
  if (total === null || total <= 0) return null;
  return Math.min(100, Math.round((done / total) * 100));
}
