import { Button, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { usePortfolios, useRestorePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

/** Portfolios that were deleted and can still be restored. */
export function DeletedPortfolios() {
  const { data, isPending, error, refetch } = usePortfolios(true);
  const restore = useRestorePortfolio();
  return (
    <Panel title={t("portfolio.showDeleted")} flush>
      {isPending && <Skeleton height={90} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice title={t("portfolio.noneDeleted")} />}
      {data && data.items.length > 0 && (
        <RecordTable
          label={t("portfolio.showDeleted")}
          actions
          columns={[t("portfolio.columns.name"), t("portfolio.columns.transactions"), t("portfolio.columns.deletedAt")]}
          rows={data.items.map(({ portfolio }) => ({
            key: portfolio.id,
            cells: [
              portfolio.name,
              formatCount(portfolio.transactionCount),
              portfolio.deletedAt && <Age key="at" at={portfolio.deletedAt} />,
            ],
            actions: (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("portfolio.restoreOf", { name: portfolio.name })}
                onClick={() => restore.mutate(portfolio)}
              >
                {t("portfolio.restore")}
              </Button>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
