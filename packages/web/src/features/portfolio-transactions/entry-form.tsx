import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button } from "@mantine/core";
import X from "lucide-react/icons/x";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { Panel } from "../../ui/panel.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { type EntryDraft, type EntryField, entryFaults, entryInput } from "./entry-draft.ts";
import { EntryFields } from "./entry-fields.tsx";
import classes from "./entry-form.module.css";

/**
 * Everything that can be said of a transaction, its type first. Enter records it; Escape closes. `children` is what stands
 * beside it: the preview of what the entry would do.
 */
export function EntryForm({ title, confirm, initial, portfolio, wallets, ...rest }: EntryFormProps) {
  const { busy, refusal, onSubmit, onClose, beside } = rest;
  const [entry, setEntry] = useState(initial);
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLSelectElement>(null);
  // A form that starts from something else begins anew; after a record the type has the focus again.
  useEffect(() => {
    setEntry(initial);
    setTried(false);
    first.current?.focus();
  }, [initial]);
  const change = (part: Partial<EntryDraft>) => setEntry((before) => ({ ...before, ...part }));
  const faults: Partial<Record<EntryField, ReturnType<typeof entryFaults>[EntryField]>> = tried
    ? entryFaults(entry)
    : {};
  const input = entryInput(entry);
  const leave = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
  };
  return (
    <Panel
      title={title}
      note={t("transactions.entryHint")}
      actions={
        <PlainButton bare aria-label={t("words.close")} onClick={onClose}>
          <X size={16} aria-hidden="true" />
        </PlainButton>
      }
    >
      <div className={classes.columns}>
        <form
          className={classes.form}
          aria-label={title}
          onKeyDown={leave}
          onSubmit={(event) => {
            event.preventDefault();
            setTried(true);
            if (input && !busy) onSubmit(input, entry);
          }}
        >
          <EntryFields
            entry={entry}
            faults={faults}
            portfolio={portfolio}
            wallets={wallets}
            typeRef={first}
            onChange={change}
          />
          {refusal}
          <div className={classes.buttons}>
            <Button type="submit" size="sm" loading={busy}>
              {confirm}
            </Button>
          </div>
        </form>
        <div className={classes.beside}>{beside(input)}</div>
      </div>
    </Panel>
  );
}

interface EntryFormProps {
  title: string;
  /** Words of the button that records. */
  confirm: string;
  /** What the form starts with; another one starts it anew. */
  initial: EntryDraft;
  portfolio: Portfolio;
  wallets: readonly Wallet[];
  busy: boolean;
  /** Why the last try was refused, and what can be done. */
  refusal: ReactNode;
  onSubmit: (input: TransactionDraft, entry: EntryDraft) => void;
  onClose: () => void;
  /** Beside the fields; the entry is null while it cannot be sent. */
  beside: (input: TransactionDraft | null) => ReactNode;
}
