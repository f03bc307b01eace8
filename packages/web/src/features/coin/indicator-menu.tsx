import { Button } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { CheckPopover } from "../../ui/check-popover.tsx";
import { INDICATORS, type Indicator } from "./indicators.ts";

/** Which indicators the chart shows. */
export function IndicatorMenu({ chosen, onChange }: IndicatorMenuProps) {
  const offered = [...new Set([...INDICATORS, ...chosen])];
  const toggle = (key: string) => {
    const name = offered.find((offer) => offer === key);
    if (name) onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
  };
  return (
    <CheckPopover
      label={t("coin.indicators")}
      target={
        <Button size="compact-xs" h={28} variant="default">
          {t("coin.indicators")}
          {chosen.length > 0 && ` (${chosen.length})`}
        </Button>
      }
      items={offered.map((name) => ({ key: name, name: indicatorName(name), checked: chosen.includes(name) }))}
      onToggle={toggle}
    />
  );
}

interface IndicatorMenuProps {
  chosen: readonly Indicator[];
  onChange: (chosen: Indicator[]) => void;
}

export function indicatorName(name: Indicator): string {
  if (name === "bb" || name === "rsi" || name === "macd") return t(`coin.indicator.${name}`);
  const kind = name.startsWith("sma") ? "sma" : "ema";
  return t(`coin.indicator.${kind}`, { period: name.slice(3) });
}
