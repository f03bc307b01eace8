import type {
  BulkEditInput,
  CreateTransactionInput,
  ListTransactionsInput,
  Transaction,
  UpdateTransactionInput,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { formatCount } from "../lib/format.ts";
import { api } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { showUndo } from "../ui/toast.tsx";
import { LEDGER_AREAS } from "./portfolio-areas.ts";
import { typeWords } from "./transaction-words.ts";

const LIMIT = 100;

export type TransactionQuestion = Omit<Partial<ListTransactionsInput>, "portfolioId" | "limit" | "cursor">;

/** Transactions that the question lets through, a page at a time. */
export function useTransactions(portfolioId: string, question: TransactionQuestion) {
  const input = { portfolioId, limit: LIMIT, ...question };
  return useInfiniteQuery({
    queryKey: [["transaction", "list"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.transaction.list.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useRecordTransaction(onDone: (made: Transaction) => void) {
  return useAction({
    act: (input: z.input<typeof CreateTransactionInput>) => api.transaction.create.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone,
  });
}

/** A correction, with what its row is to look like meanwhile. */
export interface Correction {
  input: z.input<typeof UpdateTransactionInput>;
  ahead?: Partial<Transaction>;
}

/** Corrects a transaction. Its row shows the correction at once, and what it was where the server refuses. */
export function useCorrectTransaction(onDone: (changed: Transaction) => void) {
  const patch = usePatchedPages();
  return useAction({
    act: ({ input }: Correction) => api.transaction.update.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    ahead: ({ input, ahead = {} }) => patch(input.transactionId, ahead),
    onDone,
  });
}

type Pages = InfiniteData<Awaited<ReturnType<typeof api.transaction.list.query>>>;

/** Changes a row in every list that shows it. @returns how to take it back */
function usePatchedPages() {
  const queryClient = useQueryClient();
  return (id: string, part: Partial<Transaction>) => {
    const queryKey = [["transaction", "list"]];
    void queryClient.cancelQueries({ queryKey });
    const before = queryClient.getQueriesData<Pages>({ queryKey });
    queryClient.setQueriesData<Pages>({ queryKey }, (data) =>
      data?.pages === undefined
        ? data
        : {
            ...data,
            pages: data.pages.map((page) => ({
              ...page,
              items: page.items.map((row) => (row.id === id ? { ...row, ...part } : row)),
            })),
          },
    );
    return () => {
      for (const [key, data] of before) queryClient.setQueryData(key, data);
    };
  };
}

/** Changes many at once, all or none. */
export function useBulkEdit(onDone: (changed: number) => void = () => {}) {
  return useAction({
    act: (input: z.input<typeof BulkEditInput>) => api.transaction.bulkEdit.mutate(input),
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone: ({ changed }) => onDone(changed),
  });
}

export interface Deletion {
  portfolioId: string;
  transactions: readonly Transaction[];
  allowMissing?: boolean;
}

/** Deletes transactions and offers to take that back. A refusal is shown where it was asked for. */
export function useDeleteTransactions(onDone: () => void = () => {}) {
  const restore = useAction({
    act: ({ portfolioId, transactions }: Deletion) =>
      api.transaction.bulkEdit.mutate({ portfolioId, ...idsOf(transactions), change: { restore: true } }),
    refresh: LEDGER_AREAS,
  });
  return useAction({
    act: async ({ portfolioId, transactions, allowMissing = false }: Deletion): Promise<void> => {
      const [only] = transactions;
      if (transactions.length === 1 && only) {
        const { id, version } = only;
        await api.transaction.delete.mutate({ portfolioId, transactionId: id, version, allowMissing });
        return;
      }
      const change = { delete: true } as const;
      await api.transaction.bulkEdit.mutate({ portfolioId, ...idsOf(transactions), change, allowMissing });
    },
    refresh: LEDGER_AREAS,
    inPlace: true,
    onDone: (_nothing, gone) => {
      onDone();
      showUndo(deletedWords(gone.transactions), () => restore.mutate(gone));
    },
  });
}

/** Takes back a deletion of some time ago. */
export function useRestoreTransactions() {
  return useAction({
    act: ({ portfolioId, transactions }: Deletion) =>
      api.transaction.bulkEdit.mutate({ portfolioId, ...idsOf(transactions), change: { restore: true } }),
    refresh: LEDGER_AREAS,
  });
}

const idsOf = (transactions: readonly Transaction[]) => ({ transactionIds: transactions.map(({ id }) => id) });

function deletedWords(transactions: readonly Transaction[]): string {
  const [only] = transactions;
  if (transactions.length === 1 && only) return t("portfolio.transactionDeleted", { what: typeWords(only.type) });
  return t("portfolio.transactionsDeleted", { count: transactions.length, amount: formatCount(transactions.length) });
}
