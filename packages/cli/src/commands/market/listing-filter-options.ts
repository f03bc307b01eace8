import { Option } from "commander";
import { amount, list, percent, wholeNumber } from "../../input/values.ts";

/** The flags of the filter of listings, for every command that takes it. */
export function filterOptions(): Option[] {
  return [
    new Option("--search <text>", "text in id, symbol or name; similar spelling counts"),
    new Option("--ids <ids>", "only these coins").argParser(list),
    new Option("--symbols <symbols>", "only coins with these symbols").argParser(list),
    new Option("--category <name>", "only coins of this category"),
    new Option("--min-market-cap <usd>", "market cap at least, e.g. 1b").argParser(amount),
    new Option("--max-market-cap <usd>", "market cap at most").argParser(amount),
    new Option("--min-price <usd>", "price at least").argParser(amount),
    new Option("--max-price <usd>", "price at most").argParser(amount),
    new Option("--min-volume <usd>", "24 h volume at least, e.g. 10m").argParser(amount),
    new Option("--max-volume <usd>", "24 h volume at most").argParser(amount),
    new Option("--min-change <pct>", "24 h change at least, e.g. -5").argParser(percent),
    new Option("--max-change <pct>", "24 h change at most").argParser(percent),
    new Option("--min-change-1h <pct>", "1 h change at least").argParser(percent),
    new Option("--max-change-1h <pct>", "1 h change at most").argParser(percent),
    new Option("--min-change-7d <pct>", "7 d change at least").argParser(percent),
    new Option("--max-change-7d <pct>", "7 d change at most").argParser(percent),
    new Option("--min-ath-change <pct>", "distance from the all-time high at least, e.g. -20").argParser(percent),
    new Option("--max-ath-change <pct>", "distance from the all-time high at most").argParser(percent),
    new Option("--min-rank <rank>", "rank at least").argParser(wholeNumber),
    new Option("--max-rank <rank>", "rank at most").argParser(wholeNumber),
    new Option("--quarantined", "only coins with a price held back"),
    new Option("--no-quarantined", "only coins without one"),
  ].map((option) => option.helpGroup("Filters:"));
}
