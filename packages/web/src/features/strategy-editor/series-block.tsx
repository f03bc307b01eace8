import { INDICATORS, IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";
import type { NamedSeries, StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { Button, NativeSelect } from "@mantine/core";
import X from "lucide-react/icons/x";
import { t } from "../../catalogue/catalogue.ts";
import { PlainButton } from "../../ui/plain-button.tsx";
import { freeName, useProblem, useSurroundings } from "./block-context.ts";
import { ChoiceField, RuleNameField } from "./block-fields.tsx";
import { CoinsField } from "./coins-field.tsx";
import { longerTimeframes } from "./condition-kinds.ts";
import { IndicatorParameters } from "./indicator-parameters.tsx";
import { renameSeries } from "./rename.ts";
import { SourceField } from "./source-field.tsx";
import classes from "./strategy-editor.module.css";

/** Indicators under names that conditions use. */
export function SeriesBlock({ rules, onChange }: SeriesBlockProps) {
  const { disabled } = useSurroundings();
  const { series } = rules;
  return (
    <div className={classes.stack}>
      {series.length === 0 && <p className={classes.hint}>{t("strategyEditor.series.none")}</p>}
      {series.map((each, at) => (
        <OneSeries
          // biome-ignore lint/suspicious/noArrayIndexKey: its name is what is being changed
          key={at}
          at={at}
          value={each}
          rules={rules}
          onRename={(name) => onChange(renameSeries(rules, each.name, name))}
          onChange={(next) => onChange({ series: series.with(at, next) })}
          onRemove={() => onChange({ series: series.toSpliced(at, 1) })}
        />
      ))}
      {!disabled && series.length < 40 && (
        <Button
          size="compact-xs"
          variant="subtle"
          className={classes.adder}
          onClick={() => onChange({ series: [...series, newSeries(series)] })}
        >
          {t("strategyEditor.series.add")}
        </Button>
      )}
    </div>
  );
}

interface SeriesBlockProps {
  rules: StrategyRules;
  onChange: (part: Partial<StrategyRules>) => void;
}

function newSeries(series: readonly NamedSeries[]): NamedSeries {
  const taken = series.map(({ name }) => name);
  return { name: freeName("average", taken), indicator: "sma", parameters: { period: 20 } };
}

function OneSeries({ at, value, rules, onRename, onChange, onRemove }: OneSeriesProps) {
  const { disabled } = useSurroundings();
  const { input } = INDICATORS[value.indicator];
  const other = useProblem(["series", at, "other"]);
  return (
    <div className={classes.seriesItem}>
      <div className={classes.row}>
        <RuleNameField
          label={t("strategyEditor.series.name")}
          path={["series", at, "name"]}
          value={value.name}
          onChange={onRename}
        />
        <IndicatorField at={at} value={value} onChange={onChange} />
        {input === "value" && <SourceField at={at} value={value} onChange={onChange} />}
        <ChoiceField
          label={t("strategyEditor.series.on")}
          path={["series", at, "timeframe"]}
          value={value.timeframe ?? "own"}
          options={[
            { value: "own" as const, label: rules.timeframe },
            ...longerTimeframes(rules.timeframe).map((timeframe) => ({ value: timeframe, label: timeframe })),
          ]}
          onChange={(chosen) => {
            const { timeframe: _before, ...rest } = value;
            onChange(chosen === "own" ? rest : { ...rest, timeframe: chosen });
          }}
        />
        <IndicatorParameters at={at} value={value} onChange={onChange} />
        {!disabled && (
          <PlainButton bare aria-label={t("strategyEditor.series.remove", { name: value.name })} onClick={onRemove}>
            <X size={16} aria-hidden="true" />
          </PlainButton>
        )}
      </div>
      {input === "pair" && (
        <CoinsField
          label={t("strategyEditor.series.other")}
          coins={value.other === undefined ? [] : [value.other]}
          error={other}
          most={1}
          onChange={([coin]) => coin !== undefined && onChange({ ...value, other: coin })}
        />
      )}
    </div>
  );
}

interface SeriesFieldProps {
  at: number;
  value: NamedSeries;
  onChange: (value: NamedSeries) => void;
}

interface OneSeriesProps extends SeriesFieldProps {
  rules: StrategyRules;
  onRename: (name: string) => void;
  onRemove: () => void;
}

function IndicatorField({ at, value, onChange }: SeriesFieldProps) {
  const { disabled } = useSurroundings();
  const problem = useProblem(["series", at, "indicator"]);
  return (
    <NativeSelect
      label={t("strategyEditor.series.indicator")}
      size="xs"
      disabled={disabled}
      error={problem}
      value={value.indicator}
      data={IndicatorName.options.map((name) => ({ value: name, label: t(`indicators.${name}`) }))}
      onChange={({ currentTarget }) => {
        const indicator = IndicatorName.options.find((name) => name === currentTarget.value);
        if (indicator) onChange(withIndicator(value, indicator));
      }}
    />
  );
}

/** Keeps what the other indicator knows, too. */
function withIndicator({ name, timeframe, of, other, parameters }: NamedSeries, indicator: IndicatorName): NamedSeries {
  const entry = INDICATORS[indicator];
  const known = Object.keys(entry.parameters);
  return {
    name,
    indicator,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([parameter]) => known.includes(parameter))),
    ...(entry.input === "value" && of !== undefined && { of }),
    ...(entry.input === "pair" && { other: other ?? "bitcoin" }),
    ...(timeframe !== undefined && { timeframe }),
  };
}
