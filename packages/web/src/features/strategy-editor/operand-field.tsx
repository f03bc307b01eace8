import { type Operand, PriceField, type StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { NativeSelect } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { parameterNames, type RulePath, seriesLines, useProblem, useSurroundings } from "./block-context.ts";
import { NumberField } from "./block-fields.tsx";
import classes from "./strategy-editor.module.css";

/** What a condition looks at: a price, a line of a series, a parameter or a number; prices and series also some candles back. */
export function OperandField({ label, path, value, onChange }: OperandFieldProps) {
  const { disabled, rules } = useSurroundings();
  const problem = useProblem(path);
  const isPast = typeof value !== "number" && !("parameter" in value);
  return (
    <span className={classes.operand}>
      <NativeSelect
        aria-label={label}
        size="xs"
        disabled={disabled}
        error={problem}
        value={choiceOf(value)}
        data={choicesIn(rules, value)}
        onChange={({ currentTarget }) => onChange(operandOf(currentTarget.value, value))}
      />
      {typeof value === "number" && (
        <NumberField
          quiet
          width="5.5rem"
          label={t("strategyEditor.operand.numberOf", { name: label })}
          path={[...path, "number"]}
          value={value}
          onChange={onChange}
        />
      )}
      {isPast && (
        <span className={classes.ago}>
          <NumberField
            quiet
            width="3.25rem"
            label={t("strategyEditor.operand.agoOf", { name: label })}
            path={[...path, "ago"]}
            value={value.ago ?? 0}
            onChange={(ago) => onChange(withAgo(value, ago))}
          />
          <span aria-hidden="true">{t("strategyEditor.operand.ago")}</span>
        </span>
      )}
    </span>
  );
}

interface OperandFieldProps {
  label: string;
  path: RulePath;
  value: Operand;
  onChange: (value: Operand) => void;
}

type Past = Exclude<Operand, number | { parameter: string }>;

function withAgo(value: Past, ago: number): Past {
  const { ago: _before, ...rest } = value;
  return ago === 0 ? rest : { ...rest, ago };
}

/** How an operand is written as the value of a choice. */
function choiceOf(value: Operand): string {
  if (typeof value === "number") return "number";
  if ("parameter" in value) return `parameter:${value.parameter}`;
  if ("price" in value) return `price:${value.price}`;
  return value.line === undefined ? `series:${value.series}` : `series:${value.series}.${value.line}`;
}

/** The operand of a choice; a number stays what it was, and what lies back stays there. */
export function operandOf(choice: string, before: Operand): Operand {
  const [kind = "number", name = ""] = choice.split(":");
  const ago = typeof before === "object" && "ago" in before && before.ago !== undefined ? { ago: before.ago } : {};
  if (kind === "parameter") return { parameter: name };
  const price = PriceField.options.find((each) => each === name);
  if (kind === "price" && price !== undefined) return { price, ...ago };
  if (kind === "series") {
    const [series = "", line] = name.split(".");
    return line === undefined ? { series, ...ago } : { series, line, ...ago };
  }
  return typeof before === "number" ? before : 0;
}

function choicesIn(rules: StrategyRules, value: Operand) {
  const series = seriesLines(rules).map(({ series: name, line }) => (line === null ? name : `${name}.${line}`));
  const parameters = parameterNames(rules);
  const groups = [
    { group: t("strategyEditor.operand.price"), items: pricesAsChoices() },
    {
      group: t("strategyEditor.operand.series"),
      items: series.map((name) => ({ value: `series:${name}`, label: name })),
    },
    {
      group: t("strategyEditor.operand.parameter"),
      items: parameters.map((name) => ({ value: `parameter:${name}`, label: name })),
    },
    {
      group: t("strategyEditor.operand.other"),
      items: [{ value: "number", label: t("strategyEditor.operand.number") }],
    },
  ].filter(({ items }) => items.length > 0);
  const chosen = choiceOf(value);
  const isKnown = groups.some(({ items }) => items.some((item) => item.value === chosen));
  // What the document says is shown even where it names nothing that there is.
  const unknown = { group: "?", items: [{ value: chosen, label: chosen.slice(chosen.indexOf(":") + 1) }] };
  return isKnown ? groups : [...groups, unknown];
}

const pricesAsChoices = () =>
  PriceField.options.map((price) => ({ value: `price:${price}`, label: t(`strategyEditor.prices.${price}`) }));
