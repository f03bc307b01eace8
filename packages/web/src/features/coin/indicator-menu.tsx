import { Button } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { CheckPopover } from "../../ui/check-popover.tsx";
import { IndicatorForm } from "./indicator-form.tsx";
import { INDICATORS, type Indicator, MOST_INDICATORS } from "./indicator-lengths.ts";
import { indicatorName } from "./indicator-words.ts";

/** Which indicators the chart shows, and those with lengths of one's own. */
export function IndicatorMenu({ chosen, onChange }: IndicatorMenuProps) {
  // One that is taken off stays in the list until the page is left: its box has the focus.
  const [seen, setSeen] = useState<readonly Indicator[]>(INDICATORS);
  const offered = [...new Set([...seen, ...chosen])];
  if (offered.length > seen.length) setSeen(offered);
  const full = chosen.length >= MOST_INDICATORS;
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
      items={offered.map((name) => ({
        key: name,
        name: indicatorName(name),
        checked: chosen.includes(name),
        disabled: full && !chosen.includes(name),
      }))}
      onToggle={toggle}
    >
      <IndicatorForm chosen={chosen} onAdd={(added) => onChange([...chosen, added])} />
    </CheckPopover>
  );
}

interface IndicatorMenuProps {
  chosen: readonly Indicator[];
  onChange: (chosen: Indicator[]) => void;
}
