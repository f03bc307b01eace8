import { Button } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { usePromptChoice } from "../../lib/use-prompt-choice.ts";
import { Segments } from "../../ui/segments.tsx";
import { CHART_KINDS, CHART_SPANS, isChartKind } from "./chart-span.ts";
import classes from "./coin-chart.module.css";
import type { ChartLook } from "./coin-search.ts";
import { IndicatorMenu } from "./indicator-menu.tsx";
import { OverlayMenu } from "./overlay-menu.tsx";

/** Everything that changes how the chart is looked at. */
export function ChartControls({ id, onChosen, ...shown }: ChartControlsProps) {
  const [{ look, asTable }, choose] = usePromptChoice<ChartChoice>(shown, onChosen, id);
  const onLook = (next: ChartLook) => choose({ look: next, asTable });
  return (
    <div className={classes.controls}>
      <Segments
        size="xs"
        label={t("coin.span")}
        value={look.span}
        options={CHART_SPANS.map((value) => ({ value, label: t(`coin.spans.${value}`) }))}
        onChange={(span) => onLook({ ...look, span })}
      />
      <Segments
        size="xs"
        label={t("coin.kind")}
        value={asTable ? "table" : look.kind}
        options={[...CHART_KINDS, "table" as const].map((value) => ({ value, label: t(`coin.kinds.${value}`) }))}
        onChange={(kind) => choose({ look: isChartKind(kind) ? { ...look, kind } : look, asTable: kind === "table" })}
      />
      <IndicatorMenu chosen={look.indicators} onChange={(indicators) => onLook({ ...look, indicators })} />
      <OverlayMenu id={id} chosen={look.overlays} onChange={(overlays) => onLook({ ...look, overlays })} />
      <Button
        size="compact-xs"
        h={28}
        variant={look.logarithmic ? "light" : "default"}
        aria-pressed={look.logarithmic}
        onClick={() => onLook({ ...look, logarithmic: !look.logarithmic })}
      >
        {t("coin.logarithmic")}
      </Button>
    </div>
  );
}

interface ChartControlsProps extends ChartChoice {
  id: string;
  onChosen: (choice: ChartChoice) => void;
}

/** What the controls say. */
export interface ChartChoice {
  look: ChartLook;
  asTable: boolean;
}
