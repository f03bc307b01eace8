import type {
  ChangeStrategyInput,
  CreateStrategyInput,
  ForkStrategyInput,
  ListStrategiesInput,
  SaveStrategyInput,
  Strategy,
  StrategyDetail,
  StrategyFile,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import type { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { newId } from "../lib/new-id.ts";
import { queryClient } from "../lib/query-client.ts";
import { api, trpc } from "../lib/trpc.ts";
import { type Area, useAction } from "../session/use-action.ts";
import { showToast, showUndo } from "../ui/toast.tsx";

const OF_STRATEGIES: readonly Area[] = ["strategy"];
/** Most that one question answers; a desk with more strategies than that is searched. */
const MOST_STRATEGIES = 250;

/** The account's strategies, the newest change first. */
export function useStrategies(filter: Partial<z.input<typeof ListStrategiesInput>> = {}) {
  return useQuery({
    ...trpc.strategy.list.queryOptions({ limit: MOST_STRATEGIES, ...filter }),
    placeholderData: keepPreviousData,
  });
}

/** A strategy with rules of one version, else of the newest. */
export function useStrategy(strategyId: string, version?: number, enabled = true) {
  return useQuery({
    ...trpc.strategy.get.queryOptions(version === undefined ? { strategyId } : { strategyId, version }),
    enabled,
  });
}

export function useTemplates(enabled = true) {
  return useQuery({ ...trpc.strategy.templates.queryOptions({}), enabled, staleTime: Number.POSITIVE_INFINITY });
}

/** Strategies that others have made public. */
export function usePublicStrategies(search: string | undefined, enabled = true) {
  return useQuery({
    ...trpc.strategy.listPublic.queryOptions({ limit: 100, ...(search === undefined ? {} : { search }) }),
    enabled,
    placeholderData: keepPreviousData,
  });
}

export function useCreateStrategy(onDone: (made: StrategyDetail) => void) {
  return useAction({
    act: (input: z.input<typeof CreateStrategyInput>) => api.strategy.create.mutate(input),
    refresh: OF_STRATEGIES,
    inPlace: true,
    onDone,
  });
}

export function useImportStrategy(onDone: (made: StrategyDetail) => void) {
  return useAction({
    act: (file: StrategyFile) => api.strategy.importFile.mutate({ id: newId(), file }),
    refresh: OF_STRATEGIES,
    inPlace: true,
    onDone,
  });
}

export function useForkStrategy(onDone: (made: StrategyDetail) => void) {
  return useAction({
    act: (input: z.input<typeof ForkStrategyInput>) => api.strategy.fork.mutate({ id: newId(), ...input }),
    refresh: OF_STRATEGIES,
    onDone: (made) => {
      showToast(t("strategy.forked", { name: made.strategy.name }));
      onDone(made);
    },
  });
}

/** Saves a version; the form that asked says why it failed. */
export function useSaveStrategy(onDone: (saved: StrategyDetail) => void) {
  return useAction({
    act: (input: z.input<typeof SaveStrategyInput>) => api.strategy.save.mutate(input),
    refresh: OF_STRATEGIES,
    inPlace: true,
    onDone: (saved) => {
      keepStrategy(saved);
      onDone(saved);
    },
  });
}

/** A strategy as the API's answers hold it. */
type AnsweredStrategy = inferOutput<typeof trpc.strategy.get>;

/** What was answered is the newest there is: the next save must name its version. */
export function keepStrategy(saved: AnsweredStrategy): void {
  queryClient.setQueryData(trpc.strategy.get.queryKey({ strategyId: saved.strategy.id }), saved);
}

/** Tags and visibility, which make no version. */
export function useChangeStrategy(onDone: (changed: Strategy) => void = () => {}) {
  return useAction({
    act: (input: z.input<typeof ChangeStrategyInput>) => api.strategy.change.mutate(input),
    refresh: OF_STRATEGIES,
    onDone,
  });
}

/** Deletes a strategy and offers to take that back. */
export function useRemoveStrategy(onDone: () => void = () => {}) {
  const restore = useRestoreStrategy();
  return useAction({
    act: ({ id }: Pick<Strategy, "id" | "name">) => api.strategy.remove.mutate({ strategyId: id }),
    refresh: OF_STRATEGIES,
    onDone: (_answer, gone) => {
      onDone();
      showUndo(t("strategy.deleted", { name: gone.name }), () => restore.mutate(gone));
    },
  });
}

export function useRestoreStrategy() {
  return useAction({
    act: ({ id }: Pick<Strategy, "id" | "name">) => api.strategy.restore.mutate({ strategyId: id }),
    refresh: OF_STRATEGIES,
    onDone: (_answer, { name }) => showToast(t("strategy.restored", { name })),
  });
}
