import type { MissingEntry } from "@cryptodesk/shared/portfolio/holding.contract";
import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatDate, formatMoney, formatUnits } from "../../lib/format.ts";
import { useMissing } from "../../portfolio-data/use-figures.ts";
import { MoreButton } from "../../ui/more-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { REASONS } from "./entry-preview.tsx";

const SHOWN = 10;

/** What is missing for costs and gains to be known, each with the way to record it. Nothing where nothing is missing. */
export function MissingQueue({ portfolioId, currency, writes, onTreat }: MissingQueueProps) {
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useMissing(portfolioId);
  const [all, setAll] = useState(false);
  if (!data || data.total === 0) return null;
  const shown = all ? data.items : data.items.slice(0, SHOWN);
  return (
    <Panel title={t("transactions.missing")} note={t("transactions.missingNote", { count: data.total })} flush>
      <RecordTable
        label={t("transactions.missing")}
        actions={writes}
        columns={[
          t("transactions.asset"),
          t("transactions.fields.date"),
          t("transactions.whatIsMissing"),
          t("transactions.fields.quantity"),
          t("transactions.proceeds"),
        ]}
        rows={shown.map((entry) => ({
          key: `${entry.transactionId} ${entry.asset.id} ${entry.reason} ${entry.walletId ?? ""}`,
          cells: [
            entry.asset.symbol,
            formatDate(entry.date),
            t(`transactions.reasons.${REASONS[entry.reason]}`, {
              quantity: formatUnits(entry.quantity),
              symbol: entry.asset.symbol,
              day: formatDate(entry.day),
            }),
            formatUnits(entry.quantity),
            formatMoney(entry.proceeds, currency),
          ],
          actions: writes && (
            <Button size="compact-xs" variant="default" onClick={() => onTreat(entry)}>
              {t(entry.reason === "not-acquired" ? "transactions.recordMissing" : "transactions.sayValue")}
            </Button>
          ),
        }))}
      />
      {all && (
        <MoreButton
          list={{ hasNextPage, isFetchingNextPage, fetchNextPage }}
          label={t("transactions.moreMissing", {
            shown: formatCount(data.items.length),
            total: formatCount(data.total),
          })}
        />
      )}
      {data.items.length > SHOWN && (
        <Button size="compact-sm" variant="subtle" m="xs" onClick={() => setAll((before) => !before)}>
          {all ? t("transactions.fewer") : t("transactions.all", { amount: formatCount(data.items.length) })}
        </Button>
      )}
    </Panel>
  );
}

interface MissingQueueProps {
  portfolioId: string;
  currency: string;
  writes: boolean;
  /** An acquisition is to be recorded, or a value that a transaction lacks. */
  onTreat: (entry: MissingEntry) => void;
}
