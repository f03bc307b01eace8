import type { ImportOptions, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { Checkbox } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { AssetField } from "../../portfolio-data/asset-field.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import classes from "./import.module.css";

const SHOWN = 8;
const DECIDED = {
  given: "given",
  only: "only",
  "best-ranked": "bestRanked",
  unknown: "unknown",
  fiat: "fiat",
  ignored: "ignored",
} as const satisfies Record<PortfolioImport["assets"][number]["decided"], string>;

type Assets = NonNullable<ImportOptions["assets"]>;

/** What each symbol of the file was taken for, and what it is to be taken for. Symbols are not unique. */
export function AssetChoices({ found, chosen, onChange }: AssetChoicesProps) {
  const [all, setAll] = useState(false);
  // What is least certain is seen first.
  const sorted = found.assets.toSorted((left, right) => doubt(right) - doubt(left) || right.rows - left.rows);
  const shown = all ? sorted : sorted.slice(0, SHOWN);
  const choose = (symbol: string, assetId: string | null) => onChange({ ...chosen, [symbol]: assetId });
  return (
    <div>
      <h3 className={classes.heading}>{t("imports.assets")}</h3>
      <RecordTable
        label={t("imports.assets")}
        columns={[t("imports.symbol"), t("imports.takenFor"), t("imports.why"), t("imports.leaveOut")]}
        rows={shown.map(({ symbol, assetId, rows, others, decided }) => {
          const own = chosen[symbol];
          const isOut = own === null || (own === undefined && decided === "ignored");
          return {
            key: symbol,
            cells: [
              `${symbol} (${t("imports.inRows", { count: rows, amount: formatCount(rows) })})`,
              <AssetField
                key="asset"
                size="xs"
                label={t("imports.assetOf", { symbol })}
                value={own ?? (isOut ? "" : (assetId ?? ""))}
                onChange={(id) => id !== "" && choose(symbol, id)}
              />,
              `${t(`imports.decided.${DECIDED[decided]}`)}${
                others > 0 ? `; ${t("imports.others", { count: others, amount: formatCount(others) })}` : ""
              }`,
              <Checkbox
                key="out"
                size="xs"
                aria-label={t("imports.leaveOutOf", { symbol })}
                checked={isOut}
                onChange={({ currentTarget }) =>
                  choose(symbol, currentTarget.checked ? null : (assetId ?? `other:${symbol}`))
                }
              />,
            ],
          };
        })}
      />
      {sorted.length > SHOWN && (
        <PlainButton onClick={() => setAll((before) => !before)}>
          {all ? t("imports.fewer") : t("imports.allAssets", { amount: formatCount(sorted.length) })}
        </PlainButton>
      )}
    </div>
  );
}

interface AssetChoicesProps {
  found: PortfolioImport;
  chosen: Assets;
  onChange: (assets: Assets) => void;
}

/** How doubtful it is what a symbol means. */
function doubt({ decided, others }: PortfolioImport["assets"][number]): number {
  if (decided === "unknown") return 2;
  return decided === "best-ranked" && others > 0 ? 1 : 0;
}
