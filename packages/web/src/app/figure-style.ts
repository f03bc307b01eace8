import { browserLanguage, type Language } from "../catalogue/catalogue.ts";
import type { FigureStyle } from "../lib/format.ts";
import type { Preferences } from "../stores/preferences.ts";

/** The language to speak: the chosen one, or the browser's. */
export function languageOf({ language }: Preferences, preferred: readonly string[]): Language {
  return language === "auto" ? browserLanguage(preferred) : language;
}

/**
 * How figures are to be written. A currency whose rate is not known yet stays the dollar, so that no amount ever carries
 * a sign that is not its own.
 * @param perUsd units of the chosen currency for one dollar; null when unknown
 */
export function figureStyleOf(
  { locale, currency }: Preferences,
  language: Language,
  perUsd: string | null,
): FigureStyle {
  const numberLocale = locale === "auto" ? { en: "en-US", de: "de-DE" }[language] : locale;
  // English dates without a chosen format are written day first: the desk is no country's.
  const dateLocale = locale === "auto" ? { en: "en-GB", de: "de-DE" }[language] : locale;
  const known = currency !== "usd" && perUsd !== null;
  return { numberLocale, dateLocale, currency: known ? currency.toUpperCase() : "USD", perUsd: known ? perUsd : "1" };
}
