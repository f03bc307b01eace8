import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { useState } from "react";

// The API changes no more at once.
const MOST_MARKED = 500;

/** Which of the rows are marked. Rows that are not shown any more are not marked any more. */
export function useMarkedRows(rows: readonly Transaction[]) {
  const [all, setAll] = useState<ReadonlySet<string>>(new Set());
  const shown = rows.filter(({ id }) => all.has(id));
  const marked = new Set(shown.map(({ id }) => id));
  return {
    marked: marked as ReadonlySet<string>,
    toggle: (id: string) => setAll(marked.has(id) ? without(marked, id) : new Set([...marked, id].slice(-MOST_MARKED))),
    toggleAll: () =>
      setAll(marked.size === rows.length ? new Set() : new Set(rows.slice(0, MOST_MARKED).map(({ id }) => id))),
    clear: () => setAll(new Set()),
  };
}

function without(marked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const rest = new Set(marked);
  rest.delete(id);
  return rest;
}
