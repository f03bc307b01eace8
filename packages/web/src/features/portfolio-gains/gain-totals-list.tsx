import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { GainTotals } from "@cryptodesk/shared/portfolio/gains.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import classes from "./gains.module.css";
import { PeriodSum, type ReportSum, sumName } from "./period-sum.tsx";

const SUMS: readonly ReportSum[] = [
  { figure: "periodGain" },
  { figure: "periodGain", term: "short" },
  { figure: "periodGain", term: "long" },
  { figure: "periodGain", term: "undated" },
  { figure: "periodProceeds" },
  { figure: "periodCost" },
];

/** The sums of a report, each opening into its matches. */
export function GainTotalsList({ portfolioId, totals, currency, of }: GainTotalsListProps) {
  return (
    <dl className={classes.sums}>
      {SUMS.map((sum) => (
        <div key={`${sum.figure}${sum.term ?? ""}`}>
          <dt>{sumName(sum)}</dt>
          <dd>
            <PeriodSum portfolioId={portfolioId} totals={totals} currency={currency} sum={sum} of={of} what={null} />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t("figures.gains.disposals")}</dt>
        <dd>{formatCount(totals.disposals)}</dd>
      </div>
    </dl>
  );
}

interface GainTotalsListProps {
  portfolioId: string;
  totals: GainTotals;
  currency: string;
  /** Days and asset of the report. */
  of: Pick<FigureRef, "from" | "to" | "assetId">;
}
