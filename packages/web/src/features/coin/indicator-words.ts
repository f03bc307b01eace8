import { t } from "../../catalogue/catalogue.ts";
import { formatDecimals } from "../../lib/format.ts";
import { type Indicator, LENGTHS, readIndicator } from "./indicator-lengths.ts";

/** What an indicator is called, with its lengths. */
export function indicatorName(name: Indicator): string {
  const { kind, lengths } = readIndicator(name) ?? { kind: "sma", lengths: [] };
  const said = LENGTHS[kind].map((length, at) => [length.name, formatDecimals(lengths[at] ?? length.usual)]);
  return t(`coin.indicator.${kind}`, Object.fromEntries(said));
}
