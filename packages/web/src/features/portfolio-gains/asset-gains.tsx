import type { GainsReport } from "@cryptodesk/shared/portfolio/gains.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./gains.module.css";
import { type GainsSearch, spanOf } from "./gains-search.ts";
import { PeriodSum, type ReportSum } from "./period-sum.tsx";

const SUMS: readonly ReportSum[] = [
  { figure: "periodGain" },
  { figure: "periodGain", term: "short" },
  { figure: "periodGain", term: "long" },
  { figure: "periodProceeds" },
  { figure: "periodCost" },
];

/** What each asset realised; its name narrows the report to it. */
export function AssetGains({ portfolio, report, search, onSearch }: AssetGainsProps) {
  const { byAsset, currency } = report;
  return (
    <Panel title={t("figures.gains.byAsset")} flush>
      <RecordTable
        label={t("figures.gains.byAsset")}
        numbers={[1, 6]}
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
            ...SUMS.map((sum) => (
              <PeriodSum
                key={`${sum.figure}${sum.term ?? ""}`}
                portfolioId={portfolio.id}
                totals={totals}
                currency={currency}
                sum={sum}
                of={{ ...spanOf(search), assetId: asset.id }}
                what={asset.symbol}
              />
            )),
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
