import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Skeleton } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useDemo } from "../../portfolio-data/use-exchange.ts";
import { usePortfolios } from "../../portfolio-data/use-portfolios.ts";
import { MayNotice } from "../../session/may-notice.tsx";
import { useMay } from "../../session/session.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { preferences } from "../../stores/preferences.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import { DeletedPortfolios } from "./deleted-portfolios.tsx";
import { DocumentButton } from "./document-button.tsx";
import { PortfolioTable } from "./portfolio-table.tsx";
import { TotalsStrip } from "./totals-strip.tsx";

/** The account's portfolios, what they are worth, and the way to a new one. */
export function PortfolioList() {
  const { data, isPending, error, refetch } = usePortfolios();
  const writes = useMay("portfolio:write");
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [withDeleted, setWithDeleted] = useState(false);
  const items = data?.items ?? [];
  const show = ({ id }: Portfolio) => void navigate({ to: "/portfolios/$portfolioId", params: { portfolioId: id } });
  // In a new one there is nothing to see before something is recorded.
  const begin = ({ id }: Portfolio) =>
    void navigate({ to: "/portfolios/$portfolioId/transactions", params: { portfolioId: id } });
  const demo = useDemo(show);
  const own = useStore(preferences).currency;
  const hasDemo = items.some(({ portfolio }) => portfolio.isDemo);
  const ways = writes && (
    <>
      {data && !hasDemo && (
        <Button size="xs" variant="default" loading={demo.isPending} onClick={() => demo.mutate(own)}>
          {t("portfolio.makeDemo")}
        </Button>
      )}
      <DocumentButton onMade={show} />
      <Button size="xs" onClick={() => setCreating(true)}>
        {t("portfolio.create")}
      </Button>
    </>
  );
  return (
    <>
      {items.length > 1 && <TotalsStrip items={items} />}
      <Panel title={t("portfolio.list")} flush actions={ways}>
        {isPending && <Skeleton height={180} radius={0} />}
        {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && items.length === 0 && (
          <EmptyNotice
            title={t("portfolio.none")}
            detail={t("portfolio.noneDetail")}
            action={<MayNotice permission="portfolio:write" />}
          />
        )}
        {items.length > 0 && <PortfolioTable items={items} />}
      </Panel>
      <div>
        {items.length > 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            renderRoot={(props) => <Link {...props} to="/portfolios/compare" />}
          >
            {t("portfolio.compare")}
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={withDeleted}
          onClick={() => setWithDeleted((before) => !before)}
        >
          {t("portfolio.showDeleted")}
        </Button>
      </div>
      {withDeleted && <DeletedPortfolios />}
      {creating && <CreateDialog onClose={() => setCreating(false)} onMade={begin} />}
    </>
  );
}
