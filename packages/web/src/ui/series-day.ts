import { formatDate, formatDateTime } from "../lib/format.ts";

const DAY_LENGTH = "2026-11-20".length;

/** Whether a point of a series is a time and not a whole day. */
export const isMoment = (day: string): boolean => day.length > DAY_LENGTH;

/** A point of a series in words. */
export const writeDay = (day: string): string => (isMoment(day) ? formatDateTime(day) : formatDate(day));

/** How many scales stand above each other. */
export const panesOf = (lines: readonly { pane?: 0 | 1 }[]): number => (lines.some(({ pane }) => pane === 1) ? 2 : 1);
