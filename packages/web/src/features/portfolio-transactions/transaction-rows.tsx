import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { AttachmentsDrawer } from "./attachments-drawer.tsx";
import { BulkBar } from "./bulk-bar.tsx";
import { ConflictDialog } from "./conflict-dialog.tsx";
import { RowEditor } from "./row-editor.tsx";
import { Fees, Price, Remarks, rowWords, When, Worth, walletWords, whatWords } from "./transaction-cells.tsx";
import type { TransactionSearch } from "./transaction-search.ts";
import classes from "./transactions.module.css";
import { TransactionsTable } from "./transactions-table.tsx";
import { useMarkedRows } from "./use-marked-rows.ts";
import { useRowChanges } from "./use-row-changes.ts";

const COLUMNS = 9;

/** The transactions themselves: marking them, correcting them in place, deleting them. */
export function TransactionRows({ portfolio, wallets, rows, writes, search, onSearch, ...rest }: TransactionRowsProps) {
  const { total, hasMore, onMore, onCorrect } = rest;
  const { marked, toggle, toggleAll, clear } = useMarkedRows(rows);
  const changes = useRowChanges(portfolio.id, clear);
  const [filesOf, setFilesOf] = useState<Transaction | null>(null);
  const names = new Map(wallets.map(({ id, name }) => [id, name]));
  const deleted = search.deleted !== undefined;
  const chosen = rows.filter(({ id }) => marked.has(id));
  const mutable = writes && !deleted;
  const parts: RowParts = {
    names,
    marked,
    writes,
    toggle,
    onTag: (tag) => onSearch({ ...search, tag }),
    onEdit: (row) => mutable && changes.begin(row),
    onFiles: setFilesOf,
    onDelete: mutable ? (row) => changes.remove([row]) : null,
  };
  const [allMarked, someMarked] = [chosen.length === rows.length, chosen.length > 0];
  const editor = (row: Transaction) => (
    <RowEditor
      row={changes.editing ?? row}
      wallets={wallets}
      busy={changes.saving}
      error={changes.editError}
      onSave={changes.save}
      onCancel={changes.leave}
      onMore={() => {
        changes.leave();
        onCorrect(row);
      }}
    />
  );
  return (
    <>
      {someMarked && (
        <BulkBar
          count={chosen.length}
          wallets={wallets}
          busy={changes.busy}
          deleted={deleted}
          onChange={(change) => changes.bulk(chosen, change)}
          onDelete={() => changes.remove(chosen)}
          onRestore={() => changes.restore(chosen)}
          onClear={clear}
        />
      )}
      {changes.refusal !== null && (
        <div className={classes.refusal} role="alert">
          <span>{changes.refusal.reason}</span>
          {changes.refusal.anyway && (
            <Button size="compact-sm" variant="default" onClick={changes.refusal.anyway}>
              {t("transactions.doAnyway")}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" onClick={changes.dismiss}>
            {t("words.close")}
          </Button>
        </div>
      )}
      <TransactionsTable
        rows={rows}
        editing={changes.editing?.id ?? null}
        total={total}
        hasMore={hasMore}
        onMore={onMore}
        columns={<Heads all={allMarked} some={someMarked} writes={writes} onToggle={toggleAll} />}
        renderRow={(row) =>
          row.id === changes.editing?.id ? <td colSpan={COLUMNS}>{editor(row)}</td> : <Cells row={row} parts={parts} />
        }
        renderCard={(row) => (row.id === changes.editing?.id ? editor(row) : <Card row={row} parts={parts} />)}
        onKey={(key, row) => {
          if (key === "x" && writes) toggle(row.id);
          else if (key === "Delete" && mutable) changes.remove([row]);
          else return false;
          return true;
        }}
      />
      <AttachmentsDrawer transaction={filesOf} writes={mutable} onClose={() => setFilesOf(null)} />
      {changes.conflict && (
        <ConflictDialog
          base={changes.conflict.base}
          wallets={names}
          onOverwrite={changes.conflict.overwrite}
          onKeep={changes.conflict.keep}
        />
      )}
    </>
  );
}

interface TransactionRowsProps {
  portfolio: Portfolio;
  wallets: readonly Wallet[];
  rows: readonly Transaction[];
  total: number;
  writes: boolean;
  search: TransactionSearch;
  onSearch: (search: TransactionSearch) => void;
  hasMore: boolean;
  onMore: () => void;
  /** Opens the form with every field. */
  onCorrect: (row: Transaction) => void;
}

interface RowParts {
  names: ReadonlyMap<string, string>;
  marked: ReadonlySet<string>;
  writes: boolean;
  toggle: (id: string) => void;
  onTag: (tag: string) => void;
  onEdit: (row: Transaction) => void;
  onFiles: (row: Transaction) => void;
  onDelete: ((row: Transaction) => void) | null;
}

function Heads({ all, some, writes, onToggle }: HeadsProps) {
  return (
    <>
      <th scope="col">
        {writes && (
          <Checkbox
            size="xs"
            aria-label={t("transactions.markAll")}
            checked={all}
            indeterminate={some && !all}
            onChange={onToggle}
          />
        )}
        {!writes && <span className={classes.unseen}>{t("transactions.mark")}</span>}
      </th>
      <th scope="col">{t("transactions.fields.date")}</th>
      <th scope="col">{t("transactions.fields.type")}</th>
      <th scope="col">{t("transactions.what")}</th>
      <th scope="col" data-align="end">
        {t("transactions.fields.price")}
      </th>
      <th scope="col" data-align="end">
        {t("transactions.fields.value")}
      </th>
      <th scope="col" data-align="end">
        {t("transactions.fields.fees")}
      </th>
      <th scope="col">{t("transactions.walletAndRemarks")}</th>
      <th scope="col">
        <span className={classes.unseen}>{t("words.actions")}</span>
      </th>
    </>
  );
}

interface HeadsProps {
  all: boolean;
  some: boolean;
  writes: boolean;
  onToggle: () => void;
}

function Cells({ row, parts }: { row: Transaction; parts: RowParts }) {
  return (
    <>
      <td>{parts.writes && <Mark row={row} parts={parts} />}</td>
      <td>
        <When row={row} />
      </td>
      <td>{typeWords(row.type)}</td>
      <td>
        <What row={row} parts={parts} />
      </td>
      <td data-align="end">
        <Price row={row} />
      </td>
      <td data-align="end">
        <Worth row={row} />
      </td>
      <td data-align="end">
        <Fees row={row} />
      </td>
      <td>
        <span className={classes.remarks}>
          <span>{walletWords(row, parts.names)}</span>
          <Remarks row={row} onTag={parts.onTag} />
        </span>
      </td>
      <td data-align="end">
        <RowActions row={row} parts={parts} />
      </td>
    </>
  );
}

function Card({ row, parts }: { row: Transaction; parts: RowParts }) {
  return (
    <div className={classes.card}>
      <div className={classes.cardLine}>
        <span className={classes.cardMain}>
          {parts.writes && <Mark row={row} parts={parts} />}
          {typeWords(row.type)}
        </span>
        <When row={row} />
      </div>
      <div className={classes.cardLine}>
        <What row={row} parts={parts} />
        <Worth row={row} />
      </div>
      <div className={`${classes.cardLine} ${classes.muted}`}>
        <span>{walletWords(row, parts.names)}</span>
        <Fees row={row} />
      </div>
      <div className={classes.cardLine}>
        <Remarks row={row} onTag={parts.onTag} />
        <RowActions row={row} parts={parts} />
      </div>
    </div>
  );
}

function Mark({ row, parts }: { row: Transaction; parts: RowParts }) {
  return (
    <Checkbox
      size="xs"
      aria-label={t("transactions.markOf", { what: rowWords(row) })}
      checked={parts.marked.has(row.id)}
      onChange={() => parts.toggle(row.id)}
    />
  );
}

/** What of, as the button that takes the focus of the row. */
function What({ row, parts }: { row: Transaction; parts: RowParts }) {
  return (
    <button
      type="button"
      data-main=""
      className={classes.what}
      aria-label={t(parts.onDelete ? "transactions.editOf" : "transactions.isOf", { what: rowWords(row) })}
      onClick={() => parts.onEdit(row)}
    >
      {whatWords(row)}
    </button>
  );
}

function RowActions({ row, parts: { onFiles, onDelete } }: { row: Transaction; parts: RowParts }) {
  return (
    <span className={classes.actions}>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        aria-label={t("transactions.files.openOf", { what: rowWords(row) })}
        onClick={() => onFiles(row)}
      >
        {t("transactions.files.open")}
      </Button>
      {onDelete && (
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          aria-label={t("transactions.deleteOf", { what: rowWords(row) })}
          onClick={() => onDelete(row)}
        >
          {t("portfolio.delete")}
        </Button>
      )}
    </span>
  );
}
