import classes from "./number-columns.module.css";

/** The first and the last of the columns that hold numbers, from 0. */
export type NumberColumns = readonly [first: number, last: number];

/** The class of a column's cells: numbers end where those above and below end, so that their sizes can be seen. */
export const holdsNumbers = (columns: NumberColumns | undefined, index: number): string | undefined =>
  columns !== undefined && index >= columns[0] && index <= columns[1] ? classes.number : undefined;
