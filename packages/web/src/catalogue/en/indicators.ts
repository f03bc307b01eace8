import { INDICATORS, type IndicatorName } from "@cryptodesk/shared/strategy/indicator-catalogue";

/** What indicators are called; at the terminal and in answers they are called the same. */
export const indicators = titlesOf(INDICATORS);

function titlesOf(catalogue: typeof INDICATORS): { readonly [Name in IndicatorName]: string } {
  const titles = Object.entries(catalogue).map(([name, { title }]) => [name, title]);
  return Object.fromEntries(titles) as { readonly [Name in IndicatorName]: string };
}
