import type { MarketOverview } from "@cryptodesk/shared/market/overview.contract";
import { Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { formatShare } from "../../lib/format.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { BarTable } from "../../ui/bar-table.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";

/** The largest shares of the whole market's value. */
export function DominancePanel() {
  const { data, isPending, error, refetch } = useOverview();
  const shares = data?.dominance ?? [];
  return (
    <Panel title={t("overview.dominance")} note={t("overview.dominanceNote")}>
      {isPending && <Skeleton height={269} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {shares.length > 0 && <Shares shares={shares} />}
      {data && shares.length === 0 && <p>{t("overview.nothingYet")}</p>}
    </Panel>
  );
}

function Shares({ shares }: { shares: MarketOverview["dominance"] }) {
  const largest = shares[0]?.pct ?? 1;
  return (
    <BarTable
      caption={t("overview.dominance")}
      rows={shares.map(({ id, symbol, pct }) => ({
        key: id,
        name: (
          <Link to="/coins/$coinId" params={{ coinId: id }}>
            {symbol}
          </Link>
        ),
        length: pct / largest,
        figure: formatShare(pct),
      }))}
    />
  );
}
