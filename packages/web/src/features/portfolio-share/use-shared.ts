import type { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { readProblem } from "../../lib/api-error.ts";
import { api } from "../../lib/trpc.ts";

const UNPROCESSABLE = 422;

/** A password and how often one was sent: the same one again is another try. */
export interface PasswordTry {
  password: string | undefined;
  count: number;
}

/** What a link shows. It is asked for once: every opening is counted as a view. */
export function useShared(token: string, period: PerformancePeriod, { password, count }: PasswordTry) {
  return useQuery({
    // Not the password: keys can be read by whoever looks at the cache.
    queryKey: [["share", "open"], { token, period, count }],
    queryFn: ({ signal }) =>
      api.share.open.mutate({ token, period, ...(password !== undefined && { password }) }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

/** Whether a refusal asks for a password, or for another one. */
export function asksForPassword(error: unknown): boolean {
  const problem = readProblem(error);
  return problem?.status === UNPROCESSABLE && (problem.errors ?? []).some(({ pointer }) => pointer === "/password");
}
