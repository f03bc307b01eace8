import type { Holding } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { CalculationNote } from "../../portfolio-data/calculation-note.tsx";
import { CsvButton } from "../../portfolio-data/csv-button.tsx";
import { useHoldings } from "../../portfolio-data/use-figures.ts";
import { useLiveRevaluation } from "../../portfolio-data/use-live-revaluation.ts";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { HoldingTable } from "./holding-table.tsx";
import { LotsDrawer } from "./lots-drawer.tsx";

/** What is held, at live prices, and on request what is not held any more. */
export function HoldingsPanel({ portfolio }: { portfolio: Portfolio }) {
  const [closed, setClosed] = useState(false);
  const [opened, setOpened] = useState<Holding | null>(null);
  const { data, error, refetch } = useHoldings(portfolio.id, closed);
  const items = data?.items ?? [];
  const held = items.filter(isHeld);
  useLiveRevaluation(held.map(({ asset }) => asset.id));
  const gone = items.filter((holding) => !isHeld(holding));
  return (
    <>
      <Panel
        title={t("figures.holdings.title")}
        note={data && <CalculationNote calculation={data.calculation} />}
        actions={<CsvButton path={`portfolios/${portfolio.id}/holdings`} name="holdings" />}
        flush
      >
        {!data && !error && <Skeleton height={240} radius={0} />}
        {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && held.length === 0 && (
          <EmptyNotice title={t("figures.holdings.none")} detail={t("figures.holdings.noneDetail")} />
        )}
        {held.length > 0 && <HoldingTable portfolio={portfolio} holdings={held} onLots={setOpened} />}
      </Panel>
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={closed}
          onClick={() => setClosed((before) => !before)}
        >
          {t(closed ? "figures.holdings.hideClosed" : "figures.holdings.showClosed")}
        </Button>
      </div>
      {closed && (
        <Panel title={t("figures.holdings.closed")} flush>
          {!data && <Skeleton height={90} radius={0} />}
          {data && gone.length === 0 && <EmptyNotice title={t("figures.holdings.closedNone")} />}
          {gone.length > 0 && <HoldingTable portfolio={portfolio} holdings={gone} closed />}
        </Panel>
      )}
      <LotsDrawer portfolio={portfolio} holding={opened} onClose={() => setOpened(null)} />
    </>
  );
}

const isHeld = ({ quantity }: Holding): boolean => /[1-9]/.test(quantity);
