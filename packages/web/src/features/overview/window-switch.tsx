import { Window } from "@cryptodesk/shared/market/source.contract";
import { SegmentedControl } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";

/** Over which time changes are counted. */
export function WindowSwitch({ value, onChange }: { value: Window; onChange: (window: Window) => void }) {
  return (
    <SegmentedControl
      size="xs"
      aria-label={t("overview.window")}
      value={value}
      data={Window.options.map((option) => ({ value: option, label: t(`overview.windows.${option}`) }))}
      onChange={(next) => {
        const window = Window.safeParse(next);
        if (window.success) onChange(window.data);
      }}
    />
  );
}
