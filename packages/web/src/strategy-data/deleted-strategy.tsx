import type { Strategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { useRestoreStrategy } from "./use-strategies.ts";

/** In place of the pages of a strategy that was deleted. */
export function DeletedStrategy({ strategy }: { strategy: Strategy }) {
  const restore = useRestoreStrategy();
  return (
    <EmptyNotice
      title={t("strategy.isDeleted")}
      detail={t("strategy.isDeletedDetail")}
      action={
        <Button size="xs" loading={restore.isPending} onClick={() => restore.mutate(strategy)}>
          {t("strategy.restore")}
        </Button>
      }
    />
  );
}
