import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { AmountField } from "./amount-field.tsx";
import { correctionOf } from "./correction.ts";
import { type EntryDraft, entryFaults, entryOf, FIELDS_OF, hasFees } from "./entry-draft.ts";
import classes from "./row-editor.module.css";
import { rowWords } from "./transaction-cells.tsx";

const AMOUNTS = ["quantity", "toQuantity", "splitFrom", "splitTo", "price", "value"] as const;

/** The fields of a row that are corrected most, in its place. Enter saves, Escape leaves it as it was. */
export function RowEditor({ row, wallets, busy, error, onSave, onCancel, onMore }: RowEditorProps) {
  const [entry, setEntry] = useState(() => entryOf(row));
  const [tried, setTried] = useState(false);
  const change = (part: Partial<EntryDraft>) => setEntry((before) => ({ ...before, ...part }));
  const faults = tried ? entryFaults(entry) : {};
  const save = () => {
    setTried(true);
    const said = correctionOf(row, entry);
    if (said === null) return;
    if (Object.keys(said).length === 0) onCancel();
    else onSave(said);
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onCancel();
  };
  return (
    <form
      className={classes.form}
      aria-label={t("transactions.editOf", { what: rowWords(row) })}
      onKeyDown={leave}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        type="datetime-local"
        step="any"
        label={t("transactions.dateUtc")}
        value={entry.date}
        error={faults.date && t(`transactions.faults.${faults.date}`)}
        onChange={({ currentTarget }) => change({ date: currentTarget.value })}
      />
      {AMOUNTS.filter((field) => FIELDS_OF[row.type].includes(field)).map((field) => (
        <AmountField
          key={field}
          size="xs"
          label={t(`transactions.fields.${field}`)}
          value={entry[field]}
          fault={faults[field]}
          // A price and a value would contradict each other.
          onChange={(text) =>
            change({ [field]: text, ...(field === "price" && { value: "" }), ...(field === "value" && { price: "" }) })
          }
        />
      ))}
      {hasFees(row.type) && (
        <AmountField
          size="xs"
          label={t("transactions.fields.fees")}
          value={entry.fees}
          fault={faults.fees}
          onChange={(fees) => change({ fees })}
        />
      )}
      {wallets.length > 1 && (
        <NativeSelect
          size="xs"
          label={t("transactions.fields.walletId")}
          value={entry.walletId}
          data={wallets.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget }) => change({ walletId: currentTarget.value })}
        />
      )}
      <TextInput
        size="xs"
        label={t("transactions.fields.tags")}
        value={entry.tags}
        onChange={({ currentTarget }) => change({ tags: currentTarget.value })}
      />
      <div className={classes.wide}>
        <TextInput
          size="xs"
          label={t("transactions.fields.note")}
          maxLength={4000}
          value={entry.note}
          onChange={({ currentTarget }) => change({ note: currentTarget.value })}
        />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" size="xs" loading={busy}>
          {t("words.save")}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {t("words.cancel")}
        </Button>
        <Button size="xs" variant="subtle" onClick={onMore}>
          {t("transactions.allFields")}
        </Button>
      </div>
      {error !== null && (
        <p className={classes.error} role="alert">
          {error}
        </p>
      )}
    </form>
  );
}

interface RowEditorProps {
  row: Transaction;
  wallets: readonly Wallet[];
  busy: boolean;
  /** Why the last try was refused. */
  error: string | null;
  onSave: (said: NonNullable<ReturnType<typeof correctionOf>>) => void;
  onCancel: () => void;
  /** The form with every field. */
  onMore: () => void;
}
