import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { TextInput } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatMoney, formatUnits } from "../../lib/format.ts";
import { useLots } from "../../portfolio-data/use-figures.ts";
import { DataTable } from "../../ui/data-table.tsx";
import type { EntryDraft } from "./entry-draft.ts";
import classes from "./entry-form.module.css";

/** The open lots, and how many units of each a sale takes; only where the portfolio identifies lots one by one. */
export function LotPicker({ portfolio, entry, onLots }: LotPickerProps) {
  const day = entry.date.slice(0, 10);
  const method = portfolio.rules.methods.findLast(({ fromDay }) => fromDay <= day)?.method;
  const wanted = method === "specific" && entry.assetId !== "";
  const { data } = useLots(portfolio.id, entry.assetId, wanted);
  const lots = data?.items.filter(({ acquiredDay }) => acquiredDay <= day) ?? [];
  if (!wanted || lots.length === 0) return null;
  return (
    <>
      <p className={classes.hint}>{t("transactions.lotsHint")}</p>
      <DataTable
        label={t("transactions.lots")}
        head={[
          t("transactions.acquired"),
          t("transactions.open"),
          t("transactions.costPerUnit"),
          t("transactions.take"),
        ]}
        rows={lots.map((lot) => ({
          key: lot.id,
          cells: [
            formatDate(lot.acquiredAt),
            formatUnits(lot.quantity),
            formatMoney(lot.costPerUnit, portfolio.currency),
            <TextInput
              key="take"
              size="xs"
              inputMode="decimal"
              aria-label={t("transactions.takeOf", { day: formatDate(lot.acquiredAt) })}
              value={entry.lots[lot.id] ?? ""}
              onChange={({ currentTarget }) => onLots({ ...entry.lots, [lot.id]: currentTarget.value })}
            />,
          ],
        }))}
      />
    </>
  );
}

interface LotPickerProps {
  portfolio: Portfolio;
  entry: EntryDraft;
  onLots: (lots: EntryDraft["lots"]) => void;
}
