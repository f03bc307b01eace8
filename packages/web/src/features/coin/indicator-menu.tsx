import { Button, Menu } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { INDICATORS, type Indicator } from "./indicators.ts";

/** Which indicators the chart shows. */
export function IndicatorMenu({
  chosen,
  onChange,
}: {
  chosen: readonly Indicator[];
  onChange: (chosen: Indicator[]) => void;
}) {
  return (
    <Menu position="bottom-end" withinPortal closeOnItemClick={false}>
      <Menu.Target>
        <Button size="compact-xs" h={28} variant="default">
          {t("coin.indicators")}
          {chosen.length > 0 && ` (${chosen.length})`}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {[...new Set([...INDICATORS, ...chosen])].map((name) => {
          const on = chosen.includes(name);
          return (
            <Menu.CheckboxItem
              key={name}
              checked={on}
              onChange={() => onChange(on ? chosen.filter((other) => other !== name) : [...chosen, name])}
            >
              {indicatorName(name)}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}

export function indicatorName(name: Indicator): string {
  if (name === "bb" || name === "rsi" || name === "macd") return t(`coin.indicator.${name}`);
  const kind = name.startsWith("sma") ? "sma" : "ema";
  return t(`coin.indicator.${kind}`, { period: name.slice(3) });
}
