import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { Button, Drawer, FileButton, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDateTime } from "../../lib/format.ts";
import {
  type TransactionKey,
  useAttach,
  useAttachments,
  useDetach,
  useSaveAttachment,
} from "../../portfolio-data/use-attachments.ts";
import { reasonOf } from "../../session/use-action.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { showToast } from "../../ui/toast.tsx";
import { rowWords } from "./transaction-cells.tsx";
import classes from "./transactions.module.css";

/** The files that are kept with a transaction: attaching, saving and removing them. */
export function AttachmentsDrawer({ transaction, writes, onClose }: AttachmentsDrawerProps) {
  return (
    <Drawer.Root opened={transaction !== null} onClose={onClose} position="right" size="40rem">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.drawerHead}>
          <Drawer.Title>{t("transactions.files.title")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("words.close")} />
        </div>
        <Drawer.Body>
          {transaction && (
            <>
              <p className={classes.muted}>{t("transactions.files.about", { what: rowWords(transaction) })}</p>
              <Files of={{ portfolioId: transaction.portfolioId, transactionId: transaction.id }} writes={writes} />
            </>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface AttachmentsDrawerProps {
  /** Null: closed. */
  transaction: Transaction | null;
  writes: boolean;
  onClose: () => void;
}

function Files({ of, writes }: { of: TransactionKey; writes: boolean }) {
  const { data, error, refetch } = useAttachments(of);
  const attach = useAttach(of, ({ name }) => showToast(t("transactions.files.attached", { name })));
  const detach = useDetach(of, ({ name }) => showToast(t("transactions.files.removed", { name })));
  const save = useSaveAttachment(of);
  const refusal = [attach, detach, save].map((action) => reasonOf(action.error)).find((reason) => reason !== null);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  return (
    <>
      {refusal && (
        <p className={classes.refusal} role="alert">
          {refusal}
        </p>
      )}
      {data.items.length === 0 && (
        <EmptyNotice title={t("transactions.files.none")} detail={writes ? t("transactions.files.noneDetail") : ""} />
      )}
      {data.items.length > 0 && (
        <DataTable
          label={t("transactions.files.title")}
          head={[
            t("transactions.files.name"),
            t("transactions.files.size"),
            t("transactions.files.added"),
            t("words.actions"),
          ]}
          rows={data.items.map((file) => ({
            key: file.id,
            cells: [
              <Button
                key="save"
                size="compact-sm"
                variant="subtle"
                aria-label={t("transactions.files.save", { name: file.name })}
                onClick={() => save.mutate(file)}
              >
                {file.name}
              </Button>,
              t("transactions.files.bytes", { amount: formatCount(Math.max(1, Math.round(file.size / 1024))) }),
              formatDateTime(file.createdAt),
              writes && (
                <Button
                  key="remove"
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={t("transactions.files.remove", { name: file.name })}
                  onClick={() => detach.mutate(file)}
                >
                  {t("words.remove")}
                </Button>
              ),
            ],
          }))}
        />
      )}
      {writes && (
        <FileButton onChange={(file) => file && attach.mutate(file)}>
          {(props) => (
            <Button {...props} size="xs" mt="md" loading={attach.isPending}>
              {t("transactions.files.attach")}
            </Button>
          )}
        </FileButton>
      )}
    </>
  );
}
