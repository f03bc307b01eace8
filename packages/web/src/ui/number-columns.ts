/** The first and the last of the columns that hold numbers, from 0: the styles of `number-columns.css` align them. */
export type NumberColumns = readonly [first: number, last: number];
