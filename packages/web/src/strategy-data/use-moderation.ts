import type { BlockStrategyInput } from "@cryptodesk/shared/strategy/strategy.contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";

const LIMIT = 50;

/** Strategies of all accounts that others can see, for admins. */
export function useSharedStrategies() {
  return useInfiniteQuery({
    queryKey: [["strategy", "listModerated"], { type: "pages" }],
    queryFn: ({ pageParam, signal }) =>
      api.strategy.listModerated.query(
        { limit: LIMIT, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Takes a strategy out of sight, or shows it again. */
export function useBlockStrategy(onDone: () => void) {
  return useAction({
    act: (input: z.input<typeof BlockStrategyInput>) => api.strategy.block.mutate(input),
    refresh: ["strategy", "audit"],
    inPlace: true,
    onDone,
  });
}
