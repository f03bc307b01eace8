import { createContext, useContext } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { idsText } from "../../lib/id-list.ts";
import { usePromptChoice } from "../../lib/use-prompt-choice.ts";
import { MOST_SELECTED } from "./market-search.ts";
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

// Proxies refuse addresses of 8 kB, and 250 ids of the usual length take half of that.
const MOST_ADDRESS_CHARS = 6_000;

/** The selection as it stands in the address, cut where it would hold too many coins or grow too long; undefined: nothing. */
export function selectionText(ids: readonly string[]): string | undefined {
  let room = MOST_ADDRESS_CHARS;
  const fitting = [...new Set(ids)].slice(0, MOST_SELECTED).filter((id) => {
    room -= encodeURIComponent(`${idsText([id])},`).length;
    return room >= 0;
  });
  return fitting.length > 0 ? idsText(fitting) : undefined;
}

/** What the mark of all rows says. */
export type SelectionMark = "none" | "some" | "all";

/**
 * @param shown the rows that have come, by id
 * @param matching how many rows there are with those that have not come
 */
export function markOfAll(selected: ReadonlySet<string>, shown: readonly string[], matching: number): SelectionMark {
  const reachable = shown.slice(0, MOST_SELECTED);
  const chosen = reachable.filter((id) => selected.has(id)).length;
  if (selected.size === 0 || reachable.length === 0) return "none";
  return chosen === reachable.length && selected.size >= Math.min(matching, MOST_SELECTED) ? "all" : "some";
}

/** All rows at once. */
export interface SelectionOfAll {
  mark: SelectionMark;
  /** A click selects all that match, as many as can be; otherwise it takes all off. */
  adds: boolean;
  /** What is selected: a click that was made for another selection is over. */
  of: string;
  toggle: () => void;
}

/** The mark of all rows, which answers the click before the rows do. */
export function SelectAll({ all, label }: { all: SelectionOfAll; label?: string }) {
  const [mark, ask] = usePromptChoice<SelectionMark>(all.mark, all.toggle, all.of);
  const hint = t("market.selectAll", { most: formatCount(MOST_SELECTED) });
  return (
    <label className={label === undefined ? classes.mark : classes.named} title={hint}>
      <input
        type="checkbox"
        ref={(box) => {
          if (box) box.indeterminate = mark === "some";
        }}
        checked={mark === "all"}
        aria-label={label === undefined ? hint : undefined}
        onChange={() => ask(all.adds ? "all" : "none")}
      />
      {label}
    </label>
  );
}
