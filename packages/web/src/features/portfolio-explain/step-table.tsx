import type { Explanation } from "@cryptodesk/shared/portfolio/explain.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { explainedWords } from "./explanation-words.ts";

const STEP = 100;
// More than so many are counted and not named.
const NAMED = 4;

const OPERATIONS = {
  sum: "sum",
  difference: "difference",
  product: "product",
  quotient: "quotient",
  share: "share",
  "internal-rate": "internalRate",
  "annual-rate": "annualRate",
} as const satisfies Record<Explanation["steps"][number]["operation"], string>;

/** How the inputs become the figure, the last step giving it. */
export function StepTable({ steps }: Pick<Explanation, "steps">) {
  const [most, setMost] = useState(STEP);
  // The last steps tell most; those before them are opened.
  const shown = steps.slice(-most);
  const left = steps.length - shown.length;
  return (
    <>
      {left > 0 && (
        <PlainButton onClick={() => setMost(most + STEP)}>
          {t("figures.explain.more", { amount: formatCount(Math.min(left, STEP)) })}
        </PlainButton>
      )}
      <DataTable
        label={t("figures.explain.steps")}
        head={[
          t("figures.explain.step"),
          t("figures.explain.operation"),
          t("figures.explain.from"),
          t("figures.explain.value"),
        ]}
        rows={shown.map(({ name, operation, of, value }) => ({
          key: name,
          cells: [
            explainedWords(name),
            t(`figures.explain.operations.${OPERATIONS[operation]}`),
            of.length <= NAMED
              ? of.map(explainedWords).join(" · ")
              : t("figures.explain.parts", { amount: formatCount(of.length) }),
            <code key="value">{value}</code>,
          ],
        }))}
      />
    </>
  );
}
