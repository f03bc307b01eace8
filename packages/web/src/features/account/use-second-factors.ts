import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** Second factors that are set up. */
export function useSecondFactors() {
  return useQuery(trpc.account.secondFactors.queryOptions({}));
}
