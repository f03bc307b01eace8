import type { Quantity, Sizing, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Checkbox } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { useProblem, useSurroundings } from "./block-context.ts";
import { ChoiceField, NumberField, OptionalQuantityField, QuantityField } from "./block-fields.tsx";
import classes from "./strategy-editor.module.css";

interface SizingBlockProps {
  rules: StrategyRules;
  onChange: (part: Partial<StrategyRules>) => void;
}

/** How large positions are, how many there may be, and how they are added to. */
export function SizingBlock({ rules, onChange }: SizingBlockProps) {
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        <ChoiceField
          label={t("strategyEditor.sizing.kind")}
          path={["sizing", "kind"]}
          value={rules.sizing.kind}
          options={(["equity", "cash", "volatility", "kelly"] as const).map((value) => ({
            value,
            label: t(`strategyEditor.sizing.kinds.${value}`),
          }))}
          onChange={(kind) => onChange({ sizing: SIZES[kind] })}
        />
        <SizeFields sizing={rules.sizing} onChange={(sizing) => onChange({ sizing })} />
      </div>
      <div className={classes.row}>
        <NumberField
          label={t("strategyEditor.sizing.maxPositions")}
          path={["maxPositions"]}
          value={rules.maxPositions}
          onChange={(maxPositions) => onChange({ maxPositions })}
        />
        <QuantityField
          label={t("strategyEditor.sizing.cooldown")}
          path={["cooldownCandles"]}
          value={rules.cooldownCandles}
          onChange={(cooldownCandles) => onChange({ cooldownCandles })}
        />
      </div>
      <AddingFields rules={rules} onChange={onChange} />
      <RebalanceFields rules={rules} onChange={onChange} />
    </div>
  );
}

const SIZES: { readonly [Kind in Sizing["kind"]]: Extract<Sizing, { kind: Kind }> } = {
  equity: { kind: "equity", pct: 100 },
  cash: { kind: "cash", amount: 1000 },
  volatility: { kind: "volatility", targetPct: 20, period: 30, mostPct: 100 },
  kelly: { kind: "kelly", fraction: 0.5, trades: 20, mostPct: 100 },
};

function SizeFields({ sizing, onChange }: { sizing: Sizing; onChange: (sizing: Sizing) => void }) {
  const field = (name: SizeField, value: Quantity, next: (value: Quantity) => Sizing) => (
    <QuantityField
      key={name}
      label={t(`strategyEditor.sizing.${name}`)}
      path={["sizing", name]}
      value={value}
      onChange={(given) => onChange(next(given))}
    />
  );
  switch (sizing.kind) {
    case "cash":
      return field("amount", sizing.amount, (amount) => ({ ...sizing, amount }));
    case "equity":
      return field("pct", sizing.pct, (pct) => ({ ...sizing, pct }));
    case "volatility":
      return [
        field("targetPct", sizing.targetPct, (targetPct) => ({ ...sizing, targetPct })),
        field("period", sizing.period, (period) => ({ ...sizing, period })),
        field("mostPct", sizing.mostPct, (mostPct) => ({ ...sizing, mostPct })),
      ];
    case "kelly":
      return [
        field("fraction", sizing.fraction, (fraction) => ({ ...sizing, fraction })),
        field("trades", sizing.trades, (trades) => ({ ...sizing, trades })),
        field("mostPct", sizing.mostPct, (mostPct) => ({ ...sizing, mostPct })),
      ];
  }
}

type SizeField = "amount" | "pct" | "targetPct" | "period" | "mostPct" | "fraction" | "trades";

function AddingFields({ rules, onChange }: SizingBlockProps) {
  const { disabled } = useSurroundings();
  const problem = useProblem(["adding"], false);
  const { adding } = rules;
  return (
    <div className={classes.row}>
      <Checkbox
        size="xs"
        label={t("strategyEditor.sizing.adding")}
        disabled={disabled}
        error={problem}
        checked={adding !== null}
        onChange={({ currentTarget: { checked } }) => onChange({ adding: checked ? { tranches: 3 } : null })}
      />
      {adding && (
        <>
          <QuantityField
            label={t("strategyEditor.sizing.tranches")}
            path={["adding", "tranches"]}
            value={adding.tranches}
            onChange={(tranches) => onChange({ adding: { ...adding, tranches } })}
          />
          <OptionalQuantityField
            label={t("strategyEditor.sizing.spacing")}
            path={["adding", "spacingPct"]}
            value={adding.spacingPct}
            onChange={(spacingPct) =>
              onChange({
                adding: { tranches: adding.tranches, ...(spacingPct !== undefined && { spacingPct }) },
              })
            }
          />
        </>
      )}
    </div>
  );
}

function RebalanceFields({ rules, onChange }: SizingBlockProps) {
  const { disabled } = useSurroundings();
  const problem = useProblem(["rebalance"], false);
  const { rebalance } = rules;
  return (
    <div className={classes.row}>
      <Checkbox
        size="xs"
        label={t("strategyEditor.sizing.rebalance")}
        disabled={disabled}
        error={problem}
        checked={rebalance !== null}
        onChange={({ currentTarget: { checked } }) => onChange({ rebalance: checked ? { candles: 7 } : null })}
      />
      {rebalance && (
        <>
          <QuantityField
            label={t("strategyEditor.sizing.rebalanceCandles")}
            path={["rebalance", "candles"]}
            value={rebalance.candles}
            onChange={(candles) => onChange({ rebalance: { ...rebalance, candles } })}
          />
          <OptionalQuantityField
            label={t("strategyEditor.sizing.drift")}
            path={["rebalance", "driftPct"]}
            value={rebalance.driftPct}
            onChange={(driftPct) =>
              onChange({ rebalance: { candles: rebalance.candles, ...(driftPct !== undefined && { driftPct }) } })
            }
          />
        </>
      )}
    </div>
  );
}
