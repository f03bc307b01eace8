import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { GainTotals } from "@cryptodesk/shared/portfolio/gains.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatMoney } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";

/** A sum of the report: what it opens into. */
export interface ReportSum {
  figure: "periodGain" | "periodProceeds" | "periodCost";
  term?: "short" | "long" | "undated";
}

const GAINS = { short: "shortTermGain", long: "longTermGain", undated: "undatedGain" } as const;

/** A sum of the report that opens into the matches it is made of. */
export function PeriodSum({ portfolioId, totals, currency, sum, of, what }: PeriodSumProps) {
  const { figure, term } = sum;
  const name = sumName(sum);
  const isGain = figure === "periodGain";
  const amount = isGain ? totals[term ? GAINS[term] : "gain"] : figure === "periodCost" ? totals.cost : totals.proceeds;
  return (
    <ExplainedFigure
      portfolioId={portfolioId}
      figure={{ ...sum, ...of }}
      label={what === null ? name : t("figures.of", { figure: name, what })}
      direction={isGain ? directionOfAmount(amount) : undefined}
    >
      {isGain ? formatGain(amount, currency) : formatMoney(amount, currency)}
    </ExplainedFigure>
  );
}

/** What a sum is called in the heads of the report. */
export function sumName({ figure, term }: ReportSum): string {
  if (figure === "periodProceeds") return t("figures.gains.proceeds");
  if (figure === "periodCost") return t("figures.gains.cost");
  return t(term === undefined ? "figures.gains.gain" : `figures.gains.${term}`);
}

interface PeriodSumProps {
  portfolioId: string;
  totals: GainTotals;
  currency: string;
  sum: ReportSum;
  /** Days and asset of the report. */
  of: Pick<FigureRef, "from" | "to" | "assetId">;
  /** What of, in the label; null: everything. */
  what: string | null;
}
