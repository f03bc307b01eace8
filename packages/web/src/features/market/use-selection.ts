import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { useEffect, useMemo, useRef } from "react";
import { readIds } from "../../lib/id-list.ts";
import { api } from "../../lib/trpc.ts";
import { listQuestion, type MarketSearch, MOST_SELECTED } from "./market-search.ts";
import { markOfAll, nextSelection, type Selection, type SelectionOfAll, selectionText } from "./selection.tsx";

/** What can be chosen from: the rows that have come, and whether there are more. */
interface Choosable {
  listings: readonly ListingView[];
  hasMore: boolean;
  /** How many match; null while that is unknown. */
  matching: number | null;
  /** The rows are still those of the question before. */
  former: boolean;
}

/** The selection of a market page with everything that changes it. */
export interface MarketSelection {
  ids: readonly string[];
  /** What the rows' marks read. */
  marks: Selection;
  all: SelectionOfAll;
  clear: () => void;
}

/** The selection of the address. Shift chooses everything since the last choice. */
export function useSelection(
  search: MarketSearch,
  onSearch: (search: MarketSearch, options: { replace: boolean }) => void,
  { listings, hasMore, matching, former }: Choosable,
): MarketSelection {
  const last = useRef<string | null>(null);
  const ids = useMemo(() => readIds(search.sel, MOST_SELECTED), [search.sel]);
  // Every row's mark reads the selection: another question alone does not redraw them.
  const now = useRef({ search, listings });
  useEffect(() => {
    now.current = { search, listings };
  });
  const shown = former ? [] : listings.map(({ id }) => id);
  const mark = former ? "none" : markOfAll(new Set(ids), shown, hasMore ? (matching ?? MOST_SELECTED) : shown.length);
  const whole = !former && (!hasMore || shown.length >= MOST_SELECTED);
  // Where nothing more can be added, the mark of all takes off what there is.
  const adds = mark !== "all" && (!whole || selectionText([...ids, ...shown]) !== selectionText(ids));
  const select = (next: readonly string[]) =>
    onSearch({ ...now.current.search, sel: selectionText(next) }, { replace: true });
  const selectAll = async () => {
    const asked = { sel: selectionText([...ids, ...shown]), question: JSON.stringify(listQuestion(search)) };
    select([...ids, ...shown]);
    if (whole) return;
    const page = await api.market.list.query({ ...listQuestion(search), limit: MOST_SELECTED, fields: ["id"] });
    const { search: current } = now.current;
    // Whoever has chosen something else meanwhile keeps that.
    if (current.sel !== asked.sel || JSON.stringify(listQuestion(current)) !== asked.question) return;
    select([...ids, ...page.items.map(({ id }) => id)]);
  };
  const marks = useMemo(
    (): Selection => ({
      ids: new Set(ids),
      toggle: (id, range) => {
        const { search, listings } = now.current;
        const shown = listings.map((listing) => listing.id);
        const next = nextSelection(ids, shown, id, range ? last.current : null);
        last.current = id;
        onSearch({ ...search, sel: selectionText(next) }, { replace: true });
      },
    }),
    [ids, onSearch],
  );
  return {
    ids,
    marks,
    all: {
      mark,
      adds,
      of: search.sel ?? "",
      // What has come stays selected where the rest cannot be had; the bar says how many that are.
      toggle: () => (adds ? void selectAll().catch(() => undefined) : select([])),
    },
    clear: () => select([]),
  };
}
