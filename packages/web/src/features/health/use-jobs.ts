import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { describeError } from "../../lib/api-error.ts";
import { trpc } from "../../lib/trpc.ts";
import { showProblem } from "../../ui/toast.tsx";

/** What runs by itself, how often, and how it went. */
export function useSchedules() {
  return useQuery({ ...trpc.jobs.schedules.queryOptions({}), refetchInterval: 5_000 });
}

/** The newest runs of background jobs. */
export function useRuns() {
  return useQuery({ ...trpc.jobs.runs.queryOptions({ limit: 25 }), refetchInterval: 3_000 });
}

/** Stops a job that waits or runs; what it had written whole stays, nothing is left half-written. */
export function useCancelRun() {
  const queryClient = useQueryClient();
  return useMutation(
    trpc.jobs.cancel.mutationOptions({
      onError: (error) => showProblem(describeError(error).detail),
      onSettled: () => queryClient.invalidateQueries({ queryKey: [["jobs"]] }),
    }),
  );
}
