import type { LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";

/** The rules that are a choice between two. */
export const CHOICES = [
  { rule: "shorts", values: ["refuse", "allow"] },
  { rule: "lots", values: ["portfolio", "account"] },
  { rule: "giftsReceived", values: ["acquisition", "income"] },
  { rule: "giftsMade", values: ["removal", "disposal"] },
  { rule: "losses", values: ["removal", "disposal"] },
  { rule: "unpriced", values: ["market", "leave"] },
] as const;

/** Cost methods in the order of their days. Another one from a day that has one replaces it. */
export function withMethod(
  methods: LedgerRules["methods"],
  fromDay: string,
  method: LedgerRules["methods"][number]["method"],
): LedgerRules["methods"] {
  const rest = methods.filter((each) => each.fromDay !== fromDay);
  return [...rest, { fromDay, method }].sort((a, b) => (a.fromDay < b.fromDay ? -1 : 1));
}

/** Without the method that begins on a day; the one from the start stays, because something has to count. */
export function withoutMethod(methods: LedgerRules["methods"], fromDay: string): LedgerRules["methods"] {
  return methods.filter((each, index) => index === 0 || each.fromDay !== fromDay);
}

/** Days as they are typed. @returns null for none, undefined for what is no whole number of days that the API takes */
export function readDays(text: string): number | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const days = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : Number.NaN;
  return days >= 1 && days <= 36_500 ? days : undefined;
}

/** The first day of the year after the last one that has a method, or of this year. */
export function nextYear(methods: LedgerRules["methods"], today: string): string {
  const last = methods.at(-1)?.fromDay ?? "";
  const year = Math.max(Number(today.slice(0, 4)), Number(last.slice(0, 4)) + 1);
  return `${year}-01-01`;
}
