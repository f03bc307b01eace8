import type { Preview } from "@cryptodesk/shared/portfolio/holding.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { useDebouncedValue } from "@mantine/hooks";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate, formatDateTime, formatGain, formatMoney, formatUnits, UNKNOWN } from "../../lib/format.ts";
import { usePreview } from "../../portfolio-data/use-figures.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import classes from "./entry-preview.module.css";

const TYPING_MS = 250;

/** What an entry would do to the portfolio, while it is being typed. */
export function EntryPreview({ portfolioId, draft, transactionId }: EntryPreviewProps) {
  // As text: the same entry typed again is no reason to ask again.
  const [settled] = useDebouncedValue(draft === null ? "" : JSON.stringify(draft), TYPING_MS);
  const asked: TransactionDraft | null = settled === "" ? null : JSON.parse(settled);
  const { data, error, isFetching } = usePreview(portfolioId, asked, transactionId);
  const waiting = isFetching || draft === null || JSON.stringify(draft) !== settled;
  return (
    <section className={classes.root} aria-label={t("transactions.preview")} aria-live="polite" aria-busy={waiting}>
      <h3 className={classes.title}>{t("transactions.preview")}</h3>
      {draft === null && <p className={classes.muted}>{t("transactions.previewEmpty")}</p>}
      {draft !== null && error && <ErrorNotice error={error} />}
      {draft !== null && !error && data && (
        <div data-waiting={waiting} className={classes.body}>
          <Effects preview={data} />
        </div>
      )}
    </section>
  );
}

interface EntryPreviewProps {
  portfolioId: string;
  /** Null while the entry cannot be sent. */
  draft: TransactionDraft | null;
  transactionId?: string | undefined;
}

function Effects({ preview }: { preview: Preview }) {
  const { currency, value, valueFrom, valuePrice, feeValue, effects, realizedPnl, lots, missing, warnings } = preview;
  return (
    <>
      <Facts>
        <Fact name={t("transactions.fields.value")}>
          {formatMoney(value, currency)}
          {valueFrom === "market" && valuePrice && (
            <small className={classes.muted}>
              {" "}
              {t("transactions.atMarket", { source: valuePrice.source, at: formatDateTime(valuePrice.at) })}
            </small>
          )}
        </Fact>
        {feeValue !== null && <Fact name={t("transactions.fields.fees")}>{formatMoney(feeValue, currency)}</Fact>}
        {(realizedPnl !== null || lots.length > 0) && (
          <Fact name={t("transactions.gain")}>{formatGain(realizedPnl, currency)}</Fact>
        )}
      </Facts>
      {missing.map(({ transactionId, asset, quantity, day, reason }) => (
        <WarningNotice key={`${transactionId} ${asset.id} ${reason}`} title={t("transactions.wouldBeMissing")}>
          {t(`transactions.reasons.${REASONS[reason]}`, {
            quantity: formatUnits(quantity),
            symbol: asset.symbol,
            day: formatDate(day),
          })}
        </WarningNotice>
      ))}
      {warnings.map((warning) => (
        <WarningNotice key={warning} title={t("transactions.warning")}>
          {warning}
        </WarningNotice>
      ))}
      {effects.length > 0 && (
        <DataTable
          label={t("transactions.effects")}
          head={[t("transactions.asset"), t("transactions.held"), t("transactions.costBasis")]}
          rows={effects.map(({ asset, before, after }) => ({
            key: asset.id,
            cells: [
              asset.symbol,
              change(formatUnits(before.quantity), formatUnits(after.quantity)),
              change(formatMoney(before.costBasisTotal, currency), formatMoney(after.costBasisTotal, currency)),
            ],
          }))}
        />
      )}
      {lots.length > 0 && (
        <DataTable
          label={t("transactions.lotsTaken")}
          head={[
            t("transactions.acquired"),
            t("transactions.fields.quantity"),
            t("transactions.fields.cost"),
            t("transactions.gain"),
            t("transactions.term"),
          ]}
          rows={lots.map(({ lotId, acquiredDay, quantity, cost, gain, term }) => ({
            key: lotId,
            cells: [
              acquiredDay === null ? UNKNOWN : formatDate(acquiredDay),
              formatUnits(quantity),
              formatMoney(cost, currency),
              formatGain(gain, currency),
              term === null ? "" : t(`transactions.terms.${term}`),
            ],
          }))}
        />
      )}
    </>
  );
}

/** Catalogue keys of the reasons for which something is missing. */
export const REASONS = {
  "not-acquired": "notAcquired",
  "unknown-cost": "unknownCost",
  "unknown-proceeds": "unknownProceeds",
} as const;

const change = (before: string, after: string) => (before === after ? after : `${before} → ${after}`);
