import { toldWords } from "../../lib/told-words.ts";

/** What is said of a file, of its rows or of a make of file, in the reader's language. */
export const importWords = (said: string): string => toldWords("imports", said);
