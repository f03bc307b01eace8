import { t } from "../../catalogue/catalogue.ts";
import classes from "./column-grip.module.css";

/** The edge of a column, to be dragged; a double click gives the usual width back. The column menu does it by keyboard. */
export function ColumnGrip({ onDrag, onReset }: ColumnGripProps) {
  return (
    <span
      className={classes.root}
      aria-hidden="true"
      title={t("market.columnWidthHint")}
      onMouseDown={onDrag}
      onTouchStart={onDrag}
      onDoubleClick={onReset}
    />
  );
}

interface ColumnGripProps {
  /** The table's own handler of a drag. */
  onDrag: (event: unknown) => void;
  onReset: () => void;
}
