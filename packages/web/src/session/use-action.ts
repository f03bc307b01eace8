import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { t } from "../catalogue/catalogue.ts";
import { describeError } from "../lib/api-error.ts";
import { showProblem } from "../ui/toast.tsx";
import { ConfirmationCancelled, useConfirmed } from "./confirm.tsx";

/** First part of the paths of procedures. */
export type Area =
  | "account"
  | "admin"
  | "audit"
  | "portfolio"
  | "wallet"
  | "transaction"
  | "figures"
  | "portfolioImport"
  | "share"
  | "exchange"
  | "strategy"
  | "strategyRun"
  | "paper";

/** A change that a person makes on purpose. */
interface Action<Input, Output> {
  act: (input: Input) => Promise<Output>;
  onDone?: (output: Output, input: Input) => void;
  /** First parts of the paths of procedures whose answers are asked for again, done or not. */
  refresh?: readonly Area[];
  /** The reason of a failure is shown where the action was asked for, by `reasonOf`, and not as a toast. */
  inPlace?: boolean;
  /** What is shown at once, before the server has answered. @returns how to take it back */
  ahead?: (input: Input) => () => void;
}

/**
 * Runs an action, asks for a confirmation where the server wants one, and says why it failed. A confirmation that was not
 * given is no failure: nothing was done.
 */
export function useAction<Input, Output>({
  act,
  onDone,
  refresh = [],
  inPlace = false,
  ahead,
}: Action<Input, Output>): UseMutationResult<Output, Error, Input, (() => void) | undefined> {
  const confirmed = useConfirmed();
  const queryClient = useQueryClient();
  return useMutation<Output, Error, Input, (() => void) | undefined>({
    mutationFn: (input) => confirmed(() => act(input)),
    onMutate: (input) => ahead?.(input),
    onSuccess: (output, input) => onDone?.(output, input),
    onError: (error, _input, takeBack) => {
      takeBack?.();
      const reason = inPlace ? null : reasonOf(error);
      if (reason !== null) showProblem(reason);
    },
    onSettled: () => Promise.all(refresh.map((path) => queryClient.invalidateQueries({ queryKey: [[path]] }))),
  });
}

/** Why it failed, with the request to quote; null where it did not, or where its confirmation was not given. */
export function reasonOf(error: unknown): string | null {
  if (error === null || error === undefined || error instanceof ConfirmationCancelled) return null;
  const { title, detail, requestId } = describeError(error);
  const reason = detail.startsWith(title) ? detail : `${title}. ${detail}`;
  return requestId === null ? reason : `${reason} ${t("words.request")} ${requestId}`;
}
