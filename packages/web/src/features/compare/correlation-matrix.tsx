import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { t } from "../../catalogue/catalogue.ts";
import { formatNumber, UNKNOWN } from "../../lib/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { coinLabels } from "./comparison-words.ts";
import classes from "./correlation-matrix.module.css";

/** How alike the coins moved, pair by pair. The figure says it, the shade repeats it. */
export function CorrelationMatrix({ comparison: { series, correlation } }: { comparison: Comparison }) {
  const labels = coinLabels(series);
  return (
    <Panel title={t("compare.correlation")} note={t("compare.correlationNote")}>
      <section
        className={classes.scroller}
        aria-label={t("words.tableOf", { name: t("compare.correlation") })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
        tabIndex={0}
      >
        <table className={classes.table} aria-label={t("compare.correlation")}>
          <thead>
            <tr>
              <td />
              {series.map(({ id, name }, column) => (
                <th key={id} scope="col" title={name}>
                  {labels[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {series.map(({ id, name }, row) => (
              <tr key={id}>
                <th scope="row" title={name}>
                  {labels[row]}
                </th>
                {series.map((other, column) => {
                  const value = correlation[row]?.[column] ?? null;
                  return (
                    <td key={other.id} data-sign={value !== null && value < 0 ? "minus" : "plus"} style={shade(value)}>
                      {value === null ? UNKNOWN : formatNumber(value, 2)}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}

const shade = (value: number | null) => ({ "--shade": `${Math.round(40 * Math.abs(value ?? 0))}%` });
