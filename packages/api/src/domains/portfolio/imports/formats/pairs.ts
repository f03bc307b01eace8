import { quoted, refuse } from "../reading/row-problem.ts";

/** What exchanges quote in, longest first, so that BTCUSDT is not read as BTCUS and DT. */
const QUOTES = [
  "FDUSD",
  "USDT",
  "USDC",
  "BUSD",
  "TUSD",
  "USDP",
  "BIDR",
  "BVND",
  "IDRT",
  "BKRW",
  "DOGE",
  "TRX",
  "XRP",
  "DOT",
  "DAI",
  "VAI",
  "PAX",
  "USDS",
  "BTC",
  "XBT",
  "ETH",
  "BNB",
  "EUR",
  "USD",
  "GBP",
  "JPY",
  "CHF",
  "CAD",
  "AUD",
  "TRY",
  "RUB",
  "UAH",
  "BRL",
  "ARS",
  "PLN",
  "RON",
  "ZAR",
  "NGN",
  "MXN",
  "CZK",
  "COP",
  "SOL",
  "XMR",
  "KCS",
].sort((left, right) => right.length - left.length);

/**
 * Base and quote of a pair that is written together.
 * @throws RowProblem where it does not end in anything that is quoted in
 */
export function splitPair(pair: string): [base: string, quote: string] {
  const clean = pair.trim().toUpperCase();
  const parts = clean.split(/[-/_]/);
  if (parts.length === 2 && parts[0] && parts[1]) return [parts[0], parts[1]];
  const quote = QUOTES.find((each) => clean.endsWith(each) && clean.length > each.length);
  if (quote === undefined || parts.length !== 1) refuse(`${quoted(pair)} is not a pair that can be taken apart.`);
  return [clean.slice(0, -quote.length), quote];
}
