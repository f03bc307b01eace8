import type { GetGainsInput } from "@cryptodesk/shared/portfolio/gains.contract";
import type { CostMethod, Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatGain, formatMoney } from "../../lib/format.ts";
import { directionOfAmount } from "../../portfolio-data/explained-figure.tsx";
import { methodDetail, methodWords } from "../../portfolio-data/transaction-words.ts";
import { useMethods } from "../../portfolio-data/use-reports.ts";
import { useMay } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./gains.module.css";
import { UseMethodDialog } from "./use-method-dialog.tsx";

/** The same transactions under every cost method, with the way to another one. */
export function MethodTable({ portfolio, span }: MethodTableProps) {
  const { data, error, refetch } = useMethods(portfolio.id, span);
  const writes = useMay("portfolio:write");
  const [wanted, setWanted] = useState<CostMethod | null>(null);
  return (
    <Panel title={t("figures.gains.methods")} note={t("figures.gains.methodsNote")} flush>
      {!data && !error && <Skeleton height={260} radius={0} />}
      {!data && error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <RecordTable
          label={t("figures.gains.methods")}
          numbers={[1, 5]}
          actions={writes}
          columns={[
            t("figures.gains.method"),
            t("figures.gains.gain"),
            t("figures.gains.short"),
            t("figures.gains.long"),
            t("figures.gains.openCost"),
            t("figures.gains.unrealized"),
          ]}
          rows={data.items.map(({ method, isCurrent, totals, openCostBasis, unrealizedPnl, problem }) => ({
            key: method,
            cells: [
              <span key="method" className={classes.method}>
                <span>
                  {methodWords(method)}
                  {isCurrent && <b> {t("figures.gains.now")}</b>}
                </span>
                <small>{problem ?? methodDetail(method)}</small>
              </span>,
              ...(problem === null
                ? [
                    <Signed key="gain" amount={totals.gain} currency={data.currency} />,
                    <Signed key="short" amount={totals.shortTermGain} currency={data.currency} />,
                    <Signed key="long" amount={totals.longTermGain} currency={data.currency} />,
                    formatMoney(openCostBasis, data.currency),
                    <Signed key="unrealized" amount={unrealizedPnl} currency={data.currency} />,
                  ]
                : ["", "", "", "", ""]),
            ],
            actions: writes && !isCurrent && problem === null && (
              <Button size="compact-xs" variant="default" onClick={() => setWanted(method)}>
                {t("figures.gains.use", { method: methodWords(method) })}
              </Button>
            ),
          }))}
        />
      )}
      {wanted !== null && <UseMethodDialog portfolio={portfolio} method={wanted} onClose={() => setWanted(null)} />}
    </Panel>
  );
}

interface MethodTableProps {
  portfolio: Portfolio;
  span: Pick<GetGainsInput, "from" | "to">;
}

function Signed({ amount, currency }: { amount: string | null; currency: string }) {
  return (
    <span className={classes.signed} data-direction={directionOfAmount(amount)}>
      {formatGain(amount, currency)}
    </span>
  );
}
