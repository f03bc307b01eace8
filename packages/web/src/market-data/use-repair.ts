import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFinished, useJobRun } from "../lib/follow-job.ts";
import { trpc } from "../lib/trpc.ts";

/** Asks for a coin's missing history and follows the job; what was shown is fetched again when it is done. */
export function useRepair() {
  const queryClient = useQueryClient();
  const request = useMutation(trpc.market.repair.mutationOptions());
  const run = useJobRun(request.data?.jobId ?? null);
  const finished = run.data !== undefined && isFinished(run.data.state);
  useEffect(() => {
    if (finished) void queryClient.invalidateQueries({ queryKey: [["market"]] });
  }, [finished, queryClient]);
  const busy = request.isPending || (request.data !== undefined && !finished && !run.isError);
  return { request, run: run.data, error: request.error ?? run.error, busy };
}
