import type { GainsReport } from "@cryptodesk/shared/portfolio/gains.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatGain, formatMoney } from "../../lib/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { RealisedGain } from "./gain-totals-list.tsx";
import classes from "./gains.module.css";
import type { GainsSearch } from "./gains-search.ts";

/** What each asset realised; its name narrows the report to it. */
export function AssetGains({ portfolio, report, search, onSearch }: AssetGainsProps) {
  const { byAsset, currency } = report;
  return (
    <Panel title={t("figures.gains.byAsset")} flush>
      <RecordTable
        label={t("figures.gains.byAsset")}
        columns={[
          t("figures.gains.asset"),
          t("figures.gains.gain"),
          t("figures.gains.short"),
          t("figures.gains.long"),
          t("figures.gains.proceeds"),
          t("figures.gains.cost"),
          t("figures.gains.disposals"),
        ]}
        rows={byAsset.map(({ asset, totals }) => ({
          key: asset.id,
          cells: [
            <button
              key="asset"
              type="button"
              className={classes.narrow}
              title={t("figures.gains.onlyAsset", { name: asset.name })}
              onClick={() => onSearch({ ...search, asset: asset.id })}
            >
              {asset.symbol}
            </button>,
            <RealisedGain
              key="gain"
              portfolioId={portfolio.id}
              amount={totals.gain}
              currency={currency}
              figure={search.year === undefined ? { figure: "realizedPnl", assetId: asset.id } : null}
            >
              {t("figures.of", { figure: t("figures.names.realizedPnl"), what: asset.symbol })}
            </RealisedGain>,
            formatGain(totals.shortTermGain, currency),
            formatGain(totals.longTermGain, currency),
            formatMoney(totals.proceeds, currency),
            formatMoney(totals.cost, currency),
            formatCount(totals.disposals),
          ],
        }))}
      />
    </Panel>
  );
}

interface AssetGainsProps {
  portfolio: Portfolio;
  report: GainsReport;
  search: GainsSearch;
  onSearch: (search: GainsSearch) => void;
}
