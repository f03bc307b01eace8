import { INDICATORS, type IndicatorEntry } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { NamedSeries, Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { ChoiceField, OptionalQuantityField } from "./block-fields.tsx";

/** The parameters of an indicator, under the names that the text has for them; what is left out has its usual value. */
export function IndicatorParameters({ at, value, onChange }: IndicatorParametersProps) {
  const entry: IndicatorEntry = INDICATORS[value.indicator];
  const set = (name: string, next: Quantity | string | undefined) => {
    const { [name]: _before, ...rest } = value.parameters;
    onChange({ ...value, parameters: next === undefined ? rest : { ...rest, [name]: next } });
  };
  if (Object.keys(entry.parameters).length === 0) return null;
  return (
    <>
      {Object.entries(entry.parameters).map(([name, parameter]) => {
        const given = value.parameters[name];
        const path = ["series", at, "parameters", name];
        if (parameter.kind === "choice") {
          const chosen = typeof given === "string" ? given : String(parameter.default);
          return (
            <ChoiceField
              key={name}
              label={name}
              path={path}
              value={chosen}
              options={(parameter.choices ?? []).map((choice) => ({ value: choice, label: choice }))}
              onChange={(choice) => set(name, choice)}
            />
          );
        }
        return (
          <OptionalQuantityField
            key={name}
            width="5.5rem"
            label={name}
            usual={String(parameter.default)}
            path={path}
            value={typeof given === "string" ? undefined : given}
            onChange={(next) => set(name, next)}
          />
        );
      })}
    </>
  );
}

interface IndicatorParametersProps {
  at: number;
  value: NamedSeries;
  onChange: (value: NamedSeries) => void;
}
