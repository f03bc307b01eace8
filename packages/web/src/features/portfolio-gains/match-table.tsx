import type { Gain } from "@cryptodesk/shared/portfolio/gains.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatGain, formatMoney, formatUnits, UNKNOWN } from "../../lib/format.ts";
import { directionOfAmount, ExplainedFigure } from "../../portfolio-data/explained-figure.tsx";
import { RecordTable } from "../../ui/record-table.tsx";

const RULES = {
  lot: "lot",
  average: "average",
  "same-day": "sameDay",
  "thirty-day": "thirtyDay",
  pool: "pool",
  short: "short",
} as const satisfies Record<Gain["rule"], string>;

/** Every match of units that went with units that came. */
export function MatchTable({ portfolioId, currency, gains }: MatchTableProps) {
  return (
    <RecordTable
      label={t("figures.gains.matches")}
      numbers={[3, 6]}
      columns={[
        t("figures.gains.asset"),
        t("figures.gains.disposed"),
        t("figures.gains.acquired"),
        t("figures.gains.quantity"),
        t("figures.gains.proceeds"),
        t("figures.gains.cost"),
        t("figures.gains.gain"),
        t("figures.gains.held"),
        t("figures.gains.rule"),
      ]}
      rows={gains.map((gain) => ({
        key: `${gain.walletId ?? ""} ${gain.disposalId} ${gain.matchIndex}`,
        cells: [
          gain.asset.symbol,
          formatDate(gain.disposedAt),
          gain.acquiredAt === null ? t("figures.gains.several") : formatDate(gain.acquiredAt),
          formatUnits(gain.quantity),
          formatMoney(gain.proceeds, currency),
          formatMoney(gain.cost, currency),
          <GainFigure key="gain" portfolioId={portfolioId} currency={currency} gain={gain} />,
          heldWords(gain),
          t(`figures.gains.rules.${RULES[gain.rule]}`),
        ],
      }))}
    />
  );
}

interface MatchTableProps {
  portfolioId: string;
  currency: string;
  gains: readonly Gain[];
}

function GainFigure({ portfolioId, currency, gain: match }: Omit<MatchTableProps, "gains"> & { gain: Gain }) {
  const { asset, disposalId, matchIndex, walletId, gain, day } = match;
  return (
    <ExplainedFigure
      portfolioId={portfolioId}
      figure={{ figure: "gain", assetId: asset.id, disposalId, matchIndex, ...(walletId !== null && { walletId }) }}
      label={t("figures.of", { figure: t("figures.names.gain"), what: `${asset.symbol}, ${formatDate(day)}` })}
      direction={directionOfAmount(gain)}
    >
      {formatGain(gain, currency)}
    </ExplainedFigure>
  );
}

function heldWords({ holdingDays, term }: Gain): string {
  if (holdingDays === null) return UNKNOWN;
  const days = t("figures.holdings.heldDays", { count: holdingDays });
  return term === null ? days : `${days}, ${t(`figures.holdings.terms.${term}`)}`;
}
