import { z } from "zod";
import { createPersistentStore } from "./persistent-store.ts";

/** Width of a column that was set by hand, in rem; others have the width the table gives them. */
export type ColumnWidths = Readonly<Record<string, number>>;

export const NARROWEST_REM = 4;
export const WIDEST_REM = 30;

const Widths = z.record(z.string(), z.number().min(NARROWEST_REM).max(WIDEST_REM));

/** The market table's column widths of this browser. */
export const columnWidths = createPersistentStore<ColumnWidths>("cryptodesk-market-widths", (stored) => {
  const widths = Widths.safeParse(stored);
  return widths.success ? widths.data : {};
});

/** A width within what a column can have; null takes the set one away. */
export function withWidth(widths: ColumnWidths, column: string, rem: number | null): ColumnWidths {
  const { [column]: _, ...rest } = widths;
  return rem === null ? rest : { ...rest, [column]: Math.min(WIDEST_REM, Math.max(NARROWEST_REM, rem)) };
}
