import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { useDeleteWallet, useWallets } from "../../portfolio-data/use-wallets.ts";
import { useMay } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./portfolio-settings.module.css";
import { WalletDialog } from "./wallet-dialog.tsx";

/** Where a portfolio keeps things: wallets, accounts at exchanges, bank accounts. */
export function WalletsPanel({ portfolio }: { portfolio: Portfolio }) {
  const { data, isPending, error, refetch } = useWallets(portfolio.id);
  const writes = useMay("portfolio:write");
  const remove = useDeleteWallet();
  const [open, setOpen] = useState<Wallet | "new" | null>(null);
  const last = data?.items.length === 1;
  return (
    <Panel
      title={t("portfolioSettings.wallets")}
      flush
      actions={
        writes && (
          <Button size="xs" onClick={() => setOpen("new")}>
            {t("portfolioSettings.newWallet")}
          </Button>
        )
      }
    >
      {isPending && <Skeleton height={120} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <RecordTable
          label={t("portfolioSettings.wallets")}
          actions={writes}
          columns={[
            t("portfolioSettings.walletName"),
            t("portfolioSettings.walletKind"),
            t("portfolio.columns.transactions"),
            t("portfolioSettings.note"),
          ]}
          rows={data.items.map((wallet) => ({
            key: wallet.id,
            cells: [
              wallet.name,
              t(`portfolioSettings.kinds.${wallet.kind}`),
              formatCount(wallet.transactionCount),
              wallet.note ?? "",
            ],
            actions: writes && (
              <span className={classes.buttons}>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("portfolioSettings.editWalletOf", { name: wallet.name })}
                  onClick={() => setOpen(wallet)}
                >
                  {t("portfolioSettings.editWallet")}
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-label={t("portfolioSettings.deleteWalletOf", { name: wallet.name })}
                  disabled={wallet.transactionCount > 0 || last}
                  title={
                    wallet.transactionCount > 0
                      ? t("portfolioSettings.walletInUse")
                      : last
                        ? t("portfolioSettings.lastWallet")
                        : undefined
                  }
                  onClick={() => remove.mutate(wallet)}
                >
                  {t("portfolio.delete")}
                </Button>
              </span>
            ),
          }))}
        />
      )}
      {open && (
        <WalletDialog portfolioId={portfolio.id} wallet={open === "new" ? null : open} onClose={() => setOpen(null)} />
      )}
    </Panel>
  );
}
