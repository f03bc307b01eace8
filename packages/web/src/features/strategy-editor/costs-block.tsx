import type { Costs } from "@cryptodesk/shared/strategy/rules.contract";
import { t } from "../../catalogue/catalogue.ts";
import { ChoiceField, NumberField, OptionalNumberField } from "./block-fields.tsx";
import classes from "./strategy-editor.module.css";

const FEES = ["makerPct", "takerPct", "fundingPctPerDay"] as const;

const SLIPPAGES: { readonly [Kind in Costs["slippage"]["kind"]]: Extract<Costs["slippage"], { kind: Kind }> } = {
  none: { kind: "none" },
  fixed: { kind: "fixed", pct: 0.05 },
  "volume-share": { kind: "volume-share", impactPct: 10 },
};

/** What trading costs, and how much of a candle's volume a fill may take. */
export function CostsBlock({ costs, onChange }: { costs: Costs; onChange: (costs: Costs) => void }) {
  const { slippage } = costs;
  return (
    <div className={classes.row}>
      {FEES.map((name) => (
        <NumberField
          key={name}
          label={t(`strategyEditor.costs.${name}`)}
          path={["costs", name]}
          value={costs[name]}
          onChange={(value) => onChange({ ...costs, [name]: value })}
        />
      ))}
      <ChoiceField
        label={t("strategyEditor.costs.slippage")}
        path={["costs", "slippage", "kind"]}
        value={slippage.kind}
        options={(["none", "fixed", "volume-share"] as const).map((value) => ({
          value,
          label: t(`strategyEditor.costs.slippages.${value === "volume-share" ? "volumeShare" : value}`),
        }))}
        onChange={(kind) => onChange({ ...costs, slippage: SLIPPAGES[kind] })}
      />
      {slippage.kind === "fixed" && (
        <NumberField
          label={t("strategyEditor.costs.slippagePct")}
          path={["costs", "slippage", "pct"]}
          value={slippage.pct}
          onChange={(pct) => onChange({ ...costs, slippage: { kind: "fixed", pct } })}
        />
      )}
      {slippage.kind === "volume-share" && (
        <NumberField
          label={t("strategyEditor.costs.impactPct")}
          path={["costs", "slippage", "impactPct"]}
          value={slippage.impactPct}
          onChange={(impactPct) => onChange({ ...costs, slippage: { kind: "volume-share", impactPct } })}
        />
      )}
      <OptionalNumberField
        label={t("strategyEditor.costs.mostOfVolumePct")}
        path={["costs", "mostOfVolumePct"]}
        value={costs.mostOfVolumePct}
        onChange={(mostOfVolumePct) => onChange({ ...costs, mostOfVolumePct })}
      />
    </div>
  );
}
