import type { StartOptimisationInput, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import type { z } from "zod";
import { api } from "../lib/trpc.ts";
import { type Area, useAction } from "../session/use-action.ts";

const RUNS: readonly Area[] = ["strategyRun"];

/** Asks for a search; the form that asked says why it was refused. */
export function useStartOptimisation(onDone: (run: StrategyRun) => void) {
  return useAction({
    act: (input: z.input<typeof StartOptimisationInput>) => api.strategyRun.optimise.mutate(input),
    refresh: RUNS,
    inPlace: true,
    onDone,
  });
}

/** Lets a search that was stopped go on. */
export function useResumeRun() {
  return useAction({
    act: (runId: string) => api.strategyRun.resume.mutate({ runId }),
    refresh: RUNS,
  });
}
