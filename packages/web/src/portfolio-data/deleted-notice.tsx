import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { useRestorePortfolio } from "./use-portfolios.ts";

/** In place of the pages of a portfolio that was deleted. */
export function DeletedNotice({ portfolio }: { portfolio: Portfolio }) {
  const restore = useRestorePortfolio();
  return (
    <EmptyNotice
      title={t("portfolio.isDeleted")}
      detail={t("portfolio.isDeletedDetail")}
      action={
        <Button size="xs" loading={restore.isPending} onClick={() => restore.mutate(portfolio)}>
          {t("portfolio.restore")}
        </Button>
      }
    />
  );
}
