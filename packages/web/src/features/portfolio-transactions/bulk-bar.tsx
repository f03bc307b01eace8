import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { NameDialog } from "../../ui/name-dialog.tsx";
import { tagsOf } from "./entry-draft.ts";
import classes from "./transactions.module.css";

/** What can be done with the transactions that are marked: all of it or nothing. */
export function BulkBar({ count, wallets, busy, deleted, onChange, onDelete, onRestore, onClear }: BulkBarProps) {
  const [tagging, setTagging] = useState<"addTags" | "removeTags" | null>(null);
  return (
    <section className={classes.bar} aria-label={t("transactions.marked", { count, amount: formatCount(count) })}>
      <span>{t("transactions.marked", { count, amount: formatCount(count) })}</span>
      {deleted ? (
        <Button size="compact-sm" variant="default" loading={busy} onClick={onRestore}>
          {t("portfolio.restore")}
        </Button>
      ) : (
        <>
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => setTagging("addTags")}>
            {t("transactions.addTags")}
          </Button>
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => setTagging("removeTags")}>
            {t("transactions.removeTags")}
          </Button>
          {wallets.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={t("transactions.moveTo")}
              value=""
              data={[
                { value: "", label: t("transactions.moveTo") },
                ...wallets.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={({ currentTarget: { value } }) => value !== "" && onChange({ walletId: value })}
            />
          )}
          <Button size="compact-sm" variant="default" loading={busy} onClick={onDelete}>
            {t("portfolio.delete")}
          </Button>
        </>
      )}
      <Button size="compact-sm" variant="subtle" onClick={onClear}>
        {t("transactions.unmark")}
      </Button>
      {tagging && (
        <NameDialog
          title={t(`transactions.${tagging}`)}
          label={t("transactions.fields.tags")}
          hint={t("transactions.tagsHint")}
          onClose={() => setTagging(null)}
          onName={(text) => onChange({ [tagging]: tagsOf(text) })}
        />
      )}
    </section>
  );
}

interface BulkBarProps {
  count: number;
  wallets: readonly Wallet[];
  busy: boolean;
  /** Those that were deleted are shown. */
  deleted: boolean;
  onChange: (change: { walletId?: string; addTags?: string[]; removeTags?: string[] }) => void;
  onDelete: () => void;
  onRestore: () => void;
  onClear: () => void;
}
