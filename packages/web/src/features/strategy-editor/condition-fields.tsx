import type { Condition } from "@cryptodesk/shared/strategy/rules.contract";
import { t } from "../../catalogue/catalogue.ts";
import { type RulePath, useSurroundings } from "./block-context.ts";
import { ChoiceField, NumberField, QuantityField } from "./block-fields.tsx";
import { longerTimeframes } from "./condition-kinds.ts";
import { OperandField } from "./operand-field.tsx";
import classes from "./strategy-editor.module.css";

const OPERATORS = [
  { value: ">", label: ">" },
  { value: ">=", label: "≥" },
  { value: "<", label: "<" },
  { value: "<=", label: "≤" },
] as const;

/** What a condition compares, in the order in which it is read. */
export function ConditionFields({ path, value, onChange }: ConditionFieldsProps) {
  switch (value.kind) {
    case "compare":
      return <Comparison path={path} value={value} onChange={onChange} />;
    case "crosses":
      return <Crossing path={path} value={value} onChange={onChange} />;
    case "between":
      return <Between path={path} value={value} onChange={onChange} />;
    case "moves":
      return <Moves path={path} value={value} onChange={onChange} />;
    case "every":
      return <Every path={path} value={value} onChange={onChange} />;
    case "on":
      return <OnTimeframe path={path} value={value} onChange={onChange} />;
    default:
      return null;
  }
}

interface ConditionFieldsProps<Kind extends Condition["kind"] = Condition["kind"]> {
  path: RulePath;
  value: Extract<Condition, { kind: Kind }>;
  onChange: (value: Condition) => void;
}

function Comparison({ path, value, onChange }: ConditionFieldsProps<"compare">) {
  return (
    <>
      <OperandField
        label={t("strategyEditor.condition.left")}
        path={[...path, "left"]}
        value={value.left}
        onChange={(left) => onChange({ ...value, left })}
      />
      <ChoiceField
        quiet
        label={t("strategyEditor.condition.operator")}
        path={[...path, "operator"]}
        value={value.operator}
        options={OPERATORS}
        onChange={(operator) => onChange({ ...value, operator })}
      />
      <OperandField
        label={t("strategyEditor.condition.right")}
        path={[...path, "right"]}
        value={value.right}
        onChange={(right) => onChange({ ...value, right })}
      />
    </>
  );
}

function Crossing({ path, value, onChange }: ConditionFieldsProps<"crosses">) {
  return (
    <>
      <OperandField
        label={t("strategyEditor.condition.left")}
        path={[...path, "left"]}
        value={value.left}
        onChange={(left) => onChange({ ...value, left })}
      />
      <ChoiceField
        quiet
        label={t("strategyEditor.condition.direction")}
        path={[...path, "direction"]}
        value={value.direction}
        options={[
          { value: "above", label: t("strategyEditor.condition.above") },
          { value: "below", label: t("strategyEditor.condition.below") },
        ]}
        onChange={(direction) => onChange({ ...value, direction })}
      />
      <OperandField
        label={t("strategyEditor.condition.right")}
        path={[...path, "right"]}
        value={value.right}
        onChange={(right) => onChange({ ...value, right })}
      />
    </>
  );
}

function Between({ path, value, onChange }: ConditionFieldsProps<"between">) {
  return (
    <>
      <OperandField
        label={t("strategyEditor.condition.value")}
        path={[...path, "value"]}
        value={value.value}
        onChange={(next) => onChange({ ...value, value: next })}
      />
      <OperandField
        label={t("strategyEditor.condition.low")}
        path={[...path, "low"]}
        value={value.low}
        onChange={(low) => onChange({ ...value, low })}
      />
      <OperandField
        label={t("strategyEditor.condition.high")}
        path={[...path, "high"]}
        value={value.high}
        onChange={(high) => onChange({ ...value, high })}
      />
    </>
  );
}

function Moves({ path, value, onChange }: ConditionFieldsProps<"moves">) {
  return (
    <>
      <OperandField
        label={t("strategyEditor.condition.value")}
        path={[...path, "value"]}
        value={value.value}
        onChange={(next) => onChange({ ...value, value: next })}
      />
      <ChoiceField
        quiet
        label={t("strategyEditor.condition.direction")}
        path={[...path, "direction"]}
        value={value.direction}
        options={[
          { value: "rising", label: t("strategyEditor.condition.rising") },
          { value: "falling", label: t("strategyEditor.condition.falling") },
        ]}
        onChange={(direction) => onChange({ ...value, direction })}
      />
      <Candles path={path} value={value.candles} onChange={(candles) => onChange({ ...value, candles })} />
    </>
  );
}

function Every({ path, value, onChange }: ConditionFieldsProps<"every">) {
  return (
    <>
      <Candles path={path} value={value.candles} onChange={(candles) => onChange({ ...value, candles })} />
      <span className={classes.ago}>
        <NumberField
          quiet
          width="3.25rem"
          label={t("strategyEditor.condition.offset")}
          path={[...path, "offset"]}
          value={value.offset ?? 0}
          onChange={(offset) =>
            onChange(offset === 0 ? { kind: "every", candles: value.candles } : { ...value, offset })
          }
        />
        <span aria-hidden="true">{t("strategyEditor.condition.offset")}</span>
      </span>
    </>
  );
}

function OnTimeframe({ path, value, onChange }: ConditionFieldsProps<"on">) {
  const { rules } = useSurroundings();
  const longer = longerTimeframes(rules.timeframe);
  const offered = longer.includes(value.timeframe) ? longer : [value.timeframe, ...longer];
  return (
    <ChoiceField
      quiet
      label={t("strategyEditor.timeframe")}
      path={[...path, "timeframe"]}
      value={value.timeframe}
      options={offered.map((timeframe) => ({ value: timeframe, label: timeframe }))}
      onChange={(timeframe) => onChange({ ...value, timeframe })}
    />
  );
}

function Candles({ path, value, onChange }: CandlesProps) {
  return (
    <span className={classes.ago}>
      <QuantityField
        quiet
        width="5rem"
        label={t("strategyEditor.condition.candles")}
        path={[...path, "candles"]}
        value={value}
        onChange={onChange}
      />
      <span aria-hidden="true">{t("strategyEditor.condition.candles")}</span>
    </span>
  );
}

type Quantity = Extract<Condition, { kind: "every" }>["candles"];

interface CandlesProps {
  path: RulePath;
  value: Quantity;
  onChange: (value: Quantity) => void;
}
