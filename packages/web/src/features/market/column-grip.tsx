import type { KeyboardEvent } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { NARROWEST_REM, WIDEST_REM } from "../../stores/column-widths.ts";
import classes from "./column-grip.module.css";

const STEP_REM = 0.5;

/** The edge of a column: dragged, or moved with the arrow keys; a double click or Delete gives the usual width back. */
export function ColumnGrip({ name, rem, onDrag, onWidth }: ColumnGripProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const next = widthAfter(event.key, rem);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onWidth(next);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; this is the splitter of the ARIA patterns
    <span
      className={classes.root}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={t("market.columnWidth", { name })}
      aria-valuemin={NARROWEST_REM}
      aria-valuemax={WIDEST_REM}
      aria-valuenow={rem}
      title={t("market.columnWidthHint")}
      onMouseDown={onDrag}
      onTouchStart={onDrag}
      onDoubleClick={() => onWidth(null)}
      onKeyDown={onKeyDown}
    />
  );
}

interface ColumnGripProps {
  name: string;
  rem: number;
  /** The table's own handler of a drag. */
  onDrag: (event: unknown) => void;
  /** null: the usual width again. */
  onWidth: (rem: number | null) => void;
}

/** @returns undefined for a key that does not move the edge */
function widthAfter(key: string, rem: number): number | null | undefined {
  if (key === "ArrowLeft") return rem - STEP_REM;
  if (key === "ArrowRight") return rem + STEP_REM;
  if (key === "Home") return NARROWEST_REM;
  if (key === "End") return WIDEST_REM;
  return key === "Delete" || key === "Backspace" ? null : undefined;
}
