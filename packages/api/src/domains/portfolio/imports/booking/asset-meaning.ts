/** What a symbol of the file is taken for. */
export interface AssetMeaning {
  symbol: string;
  /** null: its rows are left out. */
  assetId: string | null;
  name: string | null;
  /** Coins with the same symbol beside the one taken. */
  others: number;
  decided: "given" | "only" | "best-ranked" | "unknown" | "fiat" | "ignored";
  /** What else it might be, best rank first. */
  candidates: readonly CoinCandidate[];
}

export interface CoinCandidate {
  id: string;
  symbol: string;
  name: string;
  rank: number | null;
}

/** Money that no coin is mistaken for; other codes of ISO 4217 are money where no coin bears them. */
const MAIN_MONEY = new Set(
  "USD EUR GBP CHF JPY AUD CAD NZD SEK NOK DKK PLN CZK HUF RON BGN TRY RUB UAH BRL ARS MXN ZAR NGN INR IDR KRW SGD HKD CNY THB PHP VND ILS AED SAR COP CLP PEN KZT TWD MYR ISK".split(
    " ",
  ),
);
const ALL_MONEY = new Set(Intl.supportedValuesOf("currency"));

/** @param given among the options; undefined: nothing was said, null: leave its rows out */
export function meaningOf(
  symbol: string,
  coins: readonly CoinCandidate[],
  given: string | null | undefined,
): AssetMeaning {
  const base = { symbol, name: null, others: 0, candidates: coins };
  if (given === null) return { ...base, assetId: null, decided: "ignored" };
  if (given !== undefined) {
    const known = coins.find(({ id }) => id === given);
    return {
      ...base,
      assetId: given,
      name: known?.name ?? null,
      decided: "given",
      others: coins.length - (known ? 1 : 0),
    };
  }
  if (MAIN_MONEY.has(symbol) || (ALL_MONEY.has(symbol) && coins.length === 0)) {
    return {
      ...base,
      assetId: `fiat:${symbol.toLowerCase()}`,
      name: moneyName(symbol),
      decided: "fiat",
      candidates: [],
    };
  }
  const [best, ...others] = coins;
  if (!best) return { ...base, assetId: `other:${symbol}`, decided: "unknown" };
  const decided = others.length === 0 ? "only" : "best-ranked";
  return { ...base, assetId: best.id, name: best.name, others: others.length, decided };
}

function moneyName(code: string): string | null {
  return new Intl.DisplayNames("en", { type: "currency" }).of(code) ?? null;
}
