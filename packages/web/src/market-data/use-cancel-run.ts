import { useMutation, useQueryClient } from "@tanstack/react-query";
import { describeError } from "../lib/api-error.ts";
import { trpc } from "../lib/trpc.ts";
import { showProblem } from "../ui/toast.tsx";

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
