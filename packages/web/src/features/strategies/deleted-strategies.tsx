import { Button, Skeleton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { useMay } from "../../session/session.ts";
import { useRestoreStrategy, useStrategies } from "../../strategy-data/use-strategies.ts";
import { Age } from "../../ui/age.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

/** Strategies that were deleted and can still be restored. */
export function DeletedStrategies() {
  const { data, isPending, error, refetch } = useStrategies({ deleted: true });
  const writes = useMay("strategy:write");
  const restore = useRestoreStrategy();
  return (
    <Panel title={t("strategy.shelves.deleted")} flush>
      {isPending && <Skeleton height={90} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <EmptyNotice title={t("strategy.noneDeleted")} />}
      {data && data.items.length > 0 && (
        <RecordTable
          label={t("strategy.shelves.deleted")}
          actions={writes}
          columns={[t("strategy.columns.name"), t("strategy.columns.universe"), t("strategy.columns.deleted")]}
          rows={data.items.map((strategy) => ({
            key: strategy.id,
            cells: [
              strategy.name,
              strategy.universe,
              strategy.deletedAt && <Age key="deleted" at={strategy.deletedAt} />,
            ],
            actions: writes && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t("strategy.restoreOf", { name: strategy.name })}
                onClick={() => restore.mutate(strategy)}
              >
                {t("strategy.restore")}
              </Button>
            ),
          }))}
        />
      )}
    </Panel>
  );
}
