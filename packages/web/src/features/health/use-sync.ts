import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { isFinished, useJobRun } from "../../lib/follow-job.ts";
import { trpc } from "../../lib/trpc.ts";

/** Asks for a refresh of the listings now, or joins the one in flight, and follows it. */
export function useSync() {
  const queryClient = useQueryClient();
  const request = useMutation(trpc.market.sync.mutationOptions());
  const run = useJobRun(request.data?.jobId ?? null);
  const finished = run.data !== undefined && isFinished(run.data.state);
  useEffect(() => {
    if (finished) void queryClient.invalidateQueries();
  }, [finished, queryClient]);
  const busy = request.isPending || (request.data !== undefined && !finished && !run.isError);
  return { request, ticket: request.data, run: run.data, error: request.error ?? run.error, busy };
}
