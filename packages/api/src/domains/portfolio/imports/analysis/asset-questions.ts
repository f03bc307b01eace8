import type { ImportQuestion } from "@cryptodesk/shared/portfolio/import.contract";
import type { AssetMeaning } from "../booking/asset-meaning.ts";

const MAX_QUESTIONS = 200;
const MAX_CHOICES = 10;

/** What may be said of the symbols that nothing or several coins bear; what is suggested counts until it is. */
export function assetQuestions(meanings: readonly AssetMeaning[]): ImportQuestion[] {
  return meanings
    .filter(({ decided }) => decided === "unknown" || decided === "best-ranked")
    .sort((left, right) => Number(right.decided === "unknown") - Number(left.decided === "unknown"))
    .slice(0, MAX_QUESTIONS)
    .map(({ symbol, assetId, decided, candidates, others }) => ({
      option: "assets" as const,
      detail:
        decided === "unknown"
          ? `No coin of the market has the symbol ${symbol}. Unless it is named, it is kept without prices.`
          : `${others + 1} coins have the symbol ${symbol}; the best-ranked one is taken unless another is named.`,
      choices: [
        ...candidates.slice(0, MAX_CHOICES).map(({ id, name, rank }) => ({
          value: id,
          label: rank === null ? `${name} (${id})` : `${name} (${id}), rank ${rank}`,
        })),
        { value: `other:${symbol}`, label: `Keep ${symbol} without prices` },
        { value: "", label: "Leave its rows out" },
      ],
      symbol,
      isRequired: false,
      suggested: assetId,
    }));
}

export function currencyQuestion(suggested: string): ImportQuestion {
  return {
    option: "currency",
    detail: "The file does not say the currency of its prices and values.",
    choices: [],
    symbol: null,
    isRequired: true,
    suggested,
  };
}
