import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button } from "@mantine/core";
import { useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { useCorrectTransaction, useRecordTransaction } from "../../portfolio-data/use-transactions.ts";
import { problemOf } from "../../session/problem.ts";
import { reasonOf } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";
import { correctionOf } from "./correction.ts";
import { type EntryDraft, emptyEntry } from "./entry-draft.ts";
import classes from "./entry-form.module.css";
import { EntryForm } from "./entry-form.tsx";
import { EntryPreview } from "./entry-preview.tsx";
import type { OpenEntry } from "./transactions-panel.tsx";

const CONFLICT = 409;

/** The entry form at work. Recording something new keeps it open for the next; a correction closes it. */
export function TransactionEntry({ portfolio, wallets, open, onOpen }: TransactionEntryProps) {
  const { initial, replaces } = open;
  const [sent, setSent] = useState<{ draft: TransactionDraft; entry: EntryDraft } | null>(null);
  // The same request sent again records nothing twice; another one has another id.
  const attempt = useRef({ draft: "", id: "" });
  const record = useRecordTransaction(({ type, walletId, date }) => {
    showToast(t("transactions.recorded", { what: typeWords(type) }));
    attempt.current = { draft: "", id: "" };
    const next = emptyEntry(type, date.slice(0, 16), sent?.entry.currency ?? portfolio.currency);
    onOpen({ initial: { ...next, walletId }, replaces: null });
  });
  const correct = useCorrectTransaction(() => {
    showToast(t("transactions.corrected"));
    onOpen(null);
  });
  const action = replaces === null ? record : correct;
  const idOf = (draft: TransactionDraft) => {
    const text = JSON.stringify(draft);
    if (attempt.current.draft !== text) attempt.current = { draft: text, id: newId() };
    return attempt.current.id;
  };
  const submit = (draft: TransactionDraft, entry: EntryDraft, allowMissing = false) => {
    setSent({ draft, entry });
    if (replaces === null) return record.mutate({ portfolioId: portfolio.id, id: idOf(draft), ...draft, allowMissing });
    const { id: transactionId, portfolioId, version } = replaces;
    const said = correctionOf(replaces, entry);
    if (said) correct.mutate({ input: { portfolioId, transactionId, version, ...said, allowMissing } });
  };
  const reason = reasonOf(action.error);
  const overselling = problemOf(action.error)?.status === CONFLICT;
  return (
    <EntryForm
      title={t(replaces === null ? "transactions.new" : "transactions.correct")}
      confirm={t(replaces === null ? "transactions.record" : "words.save")}
      initial={initial}
      portfolio={portfolio}
      wallets={wallets}
      busy={action.isPending}
      onClose={() => onOpen(null)}
      onSubmit={submit}
      refusal={
        reason !== null && (
          <div className={classes.refusal} role="alert">
            <p>{reason}</p>
            {overselling && sent && (
              <Button size="compact-sm" variant="default" onClick={() => submit(sent.draft, sent.entry, true)}>
                {t("transactions.recordAnyway")}
              </Button>
            )}
          </div>
        )
      }
      beside={(draft) => <EntryPreview portfolioId={portfolio.id} draft={draft} transactionId={replaces?.id} />}
    />
  );
}

interface TransactionEntryProps {
  portfolio: Portfolio;
  wallets: readonly Wallet[];
  open: OpenEntry;
  onOpen: (open: OpenEntry | null) => void;
}
