import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { useQuery } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime, UNKNOWN } from "../../lib/format.ts";
import { trpc } from "../../lib/trpc.ts";
import { typeWords } from "../../portfolio-data/transaction-words.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { type ChangedField, changedFields } from "./correction.ts";
import { nameOfWallet } from "./transaction-cells.tsx";

/** A correction was refused because somebody else made one first: what that was, and whether to write over it. */
export function ConflictDialog({ base, wallets, onOverwrite, onKeep }: ConflictDialogProps) {
  const ref = { portfolioId: base.portfolioId, transactionId: base.id };
  const { data, error } = useQuery({ ...trpc.transaction.get.queryOptions(ref), staleTime: 0, gcTime: 0 });
  const fields = data ? changedFields(base, data) : [];
  const words = (field: ChangedField["field"], value: string | null) => {
    if (value === null) return UNKNOWN;
    if (field === "wallet") return nameOfWallet(wallets, value);
    if (field === "date" || field === "deleted") return formatDateTime(value);
    return field === "type" && data ? typeWords(value === data.type ? data.type : base.type) : value;
  };
  return (
    <AskDialog
      title={t("transactions.changedMeanwhile")}
      confirm={t("transactions.writeOver")}
      ready={data !== undefined && data.deletedAt === null}
      onConfirm={() => data && onOverwrite(data.version)}
      onClose={onKeep}
    >
      <p>{t("transactions.changedDetail")}</p>
      {error && <ErrorNotice error={error} />}
      {data && fields.length === 0 && <p>{t("transactions.changedSame")}</p>}
      {fields.length > 0 && (
        <DataTable
          label={t("transactions.changedMeanwhile")}
          head={[t("transactions.field"), t("transactions.youSaw"), t("transactions.isNow")]}
          rows={fields.map(({ field, before, now }) => ({
            key: field,
            cells: [t(`transactions.changed.${field}`), words(field, before), words(field, now)],
          }))}
        />
      )}
    </AskDialog>
  );
}

interface ConflictDialogProps {
  /** The transaction as it was when the correction began. */
  base: Transaction;
  wallets: ReadonlyMap<string, string>;
  onOverwrite: (version: number) => void;
  onKeep: () => void;
}
