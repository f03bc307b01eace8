import type { RuleParameter, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Button } from "@mantine/core";
import X from "lucide-react/icons/x";
import { t } from "../../catalogue/catalogue.ts";
import { PlainButton } from "../../ui/plain-button.tsx";
import { freeName, useSurroundings } from "./block-context.ts";
import { NumberField, RuleNameField } from "./block-fields.tsx";
import { renameParameter } from "./rename.ts";
import classes from "./strategy-editor.module.css";

const NUMBERS = ["value", "min", "max", "step"] as const;

/** Numbers under a name, which sliders and searches may move. */
export function ParameterBlock({ rules, onChange }: ParameterBlockProps) {
  const { disabled } = useSurroundings();
  const { parameters } = rules;
  const set = (at: number, next: RuleParameter) => onChange({ parameters: parameters.with(at, next) });
  return (
    <div className={classes.stack}>
      {parameters.length === 0 && <p className={classes.hint}>{t("strategyEditor.parameters.none")}</p>}
      {parameters.map((parameter, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is being changed
        <div key={at} className={classes.row}>
          <RuleNameField
            label={t("strategyEditor.parameters.name")}
            path={["parameters", at, "name"]}
            value={parameter.name}
            onChange={(name) => onChange(renameParameter(rules, parameter.name, name))}
          />
          {NUMBERS.map((field) => (
            <NumberField
              key={field}
              width="4.75rem"
              label={t(`strategyEditor.parameters.${field}`)}
              path={["parameters", at, field]}
              value={parameter[field]}
              onChange={(value) => set(at, { ...parameter, [field]: value })}
            />
          ))}
          {!disabled && (
            <PlainButton
              bare
              aria-label={t("strategyEditor.parameters.remove", { name: parameter.name })}
              onClick={() => onChange({ parameters: parameters.toSpliced(at, 1) })}
            >
              <X size={16} aria-hidden="true" />
            </PlainButton>
          )}
        </div>
      ))}
      {!disabled && parameters.length < 20 && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.adder}
          onClick={() => onChange({ parameters: [...parameters, newParameter(parameters)] })}
        >
          {t("strategyEditor.parameters.add")}
        </Button>
      )}
    </div>
  );
}

interface ParameterBlockProps {
  rules: StrategyRules;
  onChange: (part: Partial<StrategyRules>) => void;
}

function newParameter(parameters: readonly RuleParameter[]): RuleParameter {
  const taken = parameters.map(({ name }) => name);
  return { name: freeName("period", taken), value: 20, min: 5, max: 60, step: 5 };
}
