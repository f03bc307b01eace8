import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** What the server runs on. */
export function useSystemStatus() {
  return useQuery({ ...trpc.system.status.queryOptions({}), refetchInterval: 30_000 });
}
