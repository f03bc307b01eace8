import { createContext, useContext } from "react";
import { t } from "../../catalogue/catalogue.ts";
import classes from "./selection.module.css";

/** The selected coins and the way to change them. `range`: everything between the last choice and this one, too. */
export interface Selection {
  ids: ReadonlySet<string>;
  toggle: (id: string, range: boolean) => void;
}

export const SelectionContext = createContext<Selection>({ ids: new Set(), toggle: () => undefined });

/**
 * A row's mark. Reads the selection itself, so that choosing a coin redraws marks and not rows; the browser's own check
 * box, because a thousand rows pass by in one flick.
 */
export function SelectCell({ id, name }: { id: string; name: string }) {
  const { ids, toggle } = useContext(SelectionContext);
  return (
    <label className={classes.mark}>
      <input
        type="checkbox"
        checked={ids.has(id)}
        aria-label={t("market.select", { name })}
        onChange={() => undefined}
        onClick={(event) => toggle(id, event.shiftKey)}
      />
    </label>
  );
}

/** The selection after a click: one coin in or out, or, with a range, all between the last choice and this one in. */
export function nextSelection(
  selected: readonly string[],
  shown: readonly string[],
  id: string,
  rangeFrom: string | null,
): string[] {
  if (rangeFrom !== null && rangeFrom !== id) {
    const [from, to] = [shown.indexOf(rangeFrom), shown.indexOf(id)].sort((left, right) => left - right);
    if (from !== undefined && to !== undefined && from >= 0) {
      return [...new Set([...selected, ...shown.slice(from, to + 1)])];
    }
  }
  return selected.includes(id) ? selected.filter((other) => other !== id) : [...selected, id];
}
