import type { Explanation, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { currentLanguage, t } from "../../catalogue/catalogue.ts";
import { formatDate, formatMoney, formatRatio, formatUnits, UNKNOWN } from "../../lib/format.ts";
import { toldWords } from "../../lib/told-words.ts";

/** A figure in its unit, rounded for reading. */
export function writtenFigure(
  value: string | null,
  { unit, currency }: Pick<Explanation, "unit" | "currency">,
): string {
  if (value === null) return UNKNOWN;
  if (unit === "currency") return formatMoney(value, currency);
  return unit === "units" ? formatUnits(value) : formatRatio(value);
}

/** What an explanation says, in the reader's language. */
export const explainedWords = (said: string): string => toldWords("explanations", said);

/**
 * Which figure it is, in the reader's language: as the desk said it, and where this app does not know that sentence, by what is
 * asked for, where that names it wholly.
 */
export function figureWords(asked: FigureRef | null, asset: Explanation["asset"], said: string): string {
  const words = explainedWords(said);
  if (words !== said || asked === null || currentLanguage() === "en") return words;
  const { figure, assetId, day, lotId, disposalId, transactionId } = asked;
  if (lotId !== undefined || disposalId !== undefined || transactionId !== undefined) return said;
  const symbol = assetId !== undefined && assetId === asset?.id ? asset.symbol : assetId;
  const what = [symbol, day && formatDate(day)].filter((each) => each !== undefined).join(", ");
  const name = t(`figures.names.${figure}`);
  return what === "" ? name : t("figures.of", { figure: name, what });
}
