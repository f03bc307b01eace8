import { Window } from "@cryptodesk/shared/market/source.contract";
import { t } from "../../catalogue/catalogue.ts";
import { Segments } from "../../ui/segments.tsx";

/** Over which time changes are counted. */
export function WindowSwitch({ value, onChange }: { value: Window; onChange: (window: Window) => void }) {
  return (
    <Segments
      size="xs"
      label={t("overview.window")}
      value={value}
      options={Window.options.map((option) => ({ value: option, label: t(`overview.windows.${option}`) }))}
      onChange={onChange}
    />
  );
}
