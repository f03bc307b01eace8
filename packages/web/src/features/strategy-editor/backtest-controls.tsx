import type { RuleParameter } from "@cryptodesk/shared/strategy/rules.contract";
import { Button } from "@mantine/core";
import { useId } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatNumber } from "../../lib/format.ts";
import { decimalsOf } from "./slider-values.ts";
import type { Span } from "./spans.ts";
import classes from "./strategy-editor.module.css";

/** Sliders for the span and for every parameter of the rules. */
export function BacktestControls({ spans, span, onSpan, ...rest }: BacktestControlsProps) {
  const { parameters, values, onMove, isMoved, onReset, onTake } = rest;
  const chosen = spans[span];
  return (
    <div className={classes.controls}>
      <Slider
        label={t("strategyEditor.instant.span")}
        shown={chosen ? t(`strategyEditor.instant.spans.${chosen.name}`) : ""}
        value={span}
        min={0}
        max={Math.max(0, spans.length - 1)}
        step={1}
        onMove={onSpan}
      />
      {parameters.map(({ name, value, min, max, step }) => (
        <Slider
          key={name}
          label={name}
          shown={formatNumber(values[name] ?? value, decimalsOf(step, min))}
          value={values[name] ?? value}
          min={min}
          max={max}
          step={step}
          onMove={(next) => onMove(name, next)}
        />
      ))}
      {parameters.length === 0 && <p className={classes.hint}>{t("strategyEditor.instant.noParameters")}</p>}
      {isMoved && (
        <div className={classes.row}>
          <Button size="xs" variant="default" onClick={onReset}>
            {t("strategyEditor.instant.reset")}
          </Button>
          <Button size="xs" onClick={onTake}>
            {t("strategyEditor.instant.take")}
          </Button>
        </div>
      )}
    </div>
  );
}

interface BacktestControlsProps {
  spans: readonly Span[];
  /** Place of the chosen one. */
  span: number;
  onSpan: (span: number) => void;
  parameters: readonly RuleParameter[];
  values: Readonly<Record<string, number>>;
  onMove: (name: string, value: number) => void;
  /** The sliders are not where the rules are. */
  isMoved: boolean;
  onReset: () => void;
  onTake: () => void;
}

function Slider({ label, shown, value, min, max, step, onMove }: SliderProps) {
  const id = useId();
  return (
    <div className={classes.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{shown}</output>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={shown}
        onChange={({ currentTarget }) => onMove(currentTarget.valueAsNumber)}
      />
    </div>
  );
}

interface SliderProps {
  label: string;
  shown: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onMove: (value: number) => void;
}
