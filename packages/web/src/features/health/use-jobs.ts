import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** What runs by itself, how often, and how it went. */
export function useSchedules() {
  return useQuery({ ...trpc.jobs.schedules.queryOptions({}), refetchInterval: 5_000 });
}

/** The newest runs of background jobs. */
export function useRuns() {
  return useQuery({ ...trpc.jobs.runs.queryOptions({ limit: 25 }), refetchInterval: 3_000 });
}
