import type { StrategyLink } from "@cryptodesk/shared/strategy/strategy.contract";
import { useQuery } from "@tanstack/react-query";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";

/** Makes the address with which others see a strategy; the one before works no more. */
export function useMakeLink(onDone: (link: StrategyLink) => void) {
  return useAction({
    act: (strategyId: string) => api.strategy.makeLink.mutate({ strategyId }),
    refresh: ["strategy"],
    onDone,
  });
}

export function useEndLink(onDone: () => void) {
  return useAction({
    act: (strategyId: string) => api.strategy.endLink.mutate({ strategyId }),
    refresh: ["strategy"],
    onDone,
  });
}

/** The strategy behind a link; nobody needs an account for it. */
export function useSharedStrategy(token: string) {
  return useQuery({ ...trpc.strategy.openLink.queryOptions({ token }), retry: false });
}
