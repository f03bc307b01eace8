import type { BulkEditInput, Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import {
  useBulkEdit,
  useCorrectTransaction,
  useDeleteTransactions,
  useRestoreTransactions,
} from "../../portfolio-data/use-transactions.ts";
import { problemOf } from "../../session/problem.ts";
import { reasonOf } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";
import { type correctionOf, rowAhead } from "./correction.ts";

const CONFLICT = 409;
const CHANGED_SINCE = 412;

type Said = NonNullable<ReturnType<typeof correctionOf>>;

/** A change that was refused: why, and how to make it nevertheless where that is possible. */
export interface Refusal {
  reason: string;
  anyway: (() => void) | null;
}

/** Corrections in place, deletions and changes of many, with what became of them. */
export function useRowChanges(portfolioId: string, onDone: () => void) {
  const [editing, setEditing] = useState<Transaction | null>(null);
  const [conflict, setConflict] = useState<{ base: Transaction; said: Said } | null>(null);
  const [editError, setEditError] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const correct = useCorrectTransaction(() => showToast(t("transactions.corrected")));
  const remove = useDeleteTransactions(onDone);
  const bulk = useBulkEdit((count) => showToast(t("transactions.changedMany", { count })));
  const restore = useRestoreTransactions();
  const refuse = (error: Error, anyway: () => void) => {
    const reason = reasonOf(error);
    setRefusal(reason === null ? null : { reason, anyway: problemOf(error)?.status === CONFLICT ? anyway : null });
  };
  const send = (base: Transaction, said: Said, version: number) =>
    correct.mutate(
      { input: { portfolioId, transactionId: base.id, version, ...said }, ahead: rowAhead(base, said) },
      {
        onSuccess: () => {
          setEditing(null);
          setEditError(null);
        },
        onError: (error) => {
          if (problemOf(error)?.status === CHANGED_SINCE) setConflict({ base, said });
          else setEditError(reasonOf(error));
        },
      },
    );
  const removeAll = (transactions: readonly Transaction[], allowMissing = false): void => {
    setRefusal(null);
    remove.mutate(
      { portfolioId, transactions, allowMissing },
      { onError: (error) => refuse(error, () => removeAll(transactions, true)) },
    );
  };
  const changeAll = (rows: readonly Transaction[], change: BulkEditInput["change"], allowMissing = false): void => {
    setRefusal(null);
    bulk.mutate(
      { portfolioId, transactionIds: rows.map(({ id }) => id), change, allowMissing },
      { onError: (error) => refuse(error, () => changeAll(rows, change, true)) },
    );
  };
  return {
    editing,
    editError,
    refusal,
    saving: correct.isPending,
    busy: remove.isPending || bulk.isPending || restore.isPending,
    begin: (row: Transaction) => {
      setEditError(null);
      setEditing(row);
    },
    leave: () => setEditing(null),
    save: (said: Said) => editing && send(editing, said, editing.version),
    remove: (rows: readonly Transaction[]) => removeAll(rows),
    bulk: (rows: readonly Transaction[], change: BulkEditInput["change"]) => changeAll(rows, change),
    restore: (transactions: readonly Transaction[]) => restore.mutate({ portfolioId, transactions }),
    dismiss: () => setRefusal(null),
    conflict: conflict && {
      base: conflict.base,
      overwrite: (version: number) => {
        setConflict(null);
        send(conflict.base, conflict.said, version);
      },
      keep: () => {
        setConflict(null);
        setEditing(null);
      },
    },
  };
}
