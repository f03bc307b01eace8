import type { JobState } from "@cryptodesk/shared/jobs/job.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../lib/query-client.ts";
import { api, trpc } from "../../lib/trpc.ts";

const schedulesQuery = () => trpc.jobs.schedules.queryOptions({});

/** What runs by itself, how often, and how it went. */
export function useSchedules() {
  return useQuery({ ...schedulesQuery(), refetchInterval: 5_000 });
}

/** Which runs are asked for; undefined: any. */
export interface RunFilter {
  name: string | undefined;
  state: JobState | undefined;
}

/** Runs of background jobs, newest first, a page at a time. */
export function useRuns({ name, state }: RunFilter) {
  const input = { limit: 25, ...(name && { name }), ...(state && { state }) };
  return useInfiniteQuery({
    // tRPC's own infinite options add a parameter that this list does not know.
    queryKey: [["jobs", "runs"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.jobs.runs.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Older pages would be asked for again with the first one, every time.
    refetchInterval: ({ state: { data } }) => (data && data.pages.length > 1 ? false : 3_000),
  });
}

/** The last runs of one job, for how long they take. */
export function useRunsOf(name: string) {
  return useQuery({ ...trpc.jobs.runs.queryOptions({ name, limit: 50 }), refetchInterval: 5_000 });
}

/** Asks ahead of time. A failure shows on the page that needs it. */
export function prefetchSchedules(): void {
  void queryClient.prefetchQuery(schedulesQuery());
}
