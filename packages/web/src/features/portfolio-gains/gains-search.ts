import { AssetId } from "@cryptodesk/shared/portfolio/portfolio.contract";

/** What the report of gains keeps in its address. */
export interface GainsSearch {
  /** All years unless given. */
  year?: string | undefined;
  asset?: string | undefined;
}

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseGainsSearch(raw: Record<string, unknown>): GainsSearch {
  const year = typeof raw.year === "string" && /^(?:19|2[01])\d\d$/.test(raw.year) ? raw.year : undefined;
  const asset = AssetId.safeParse(raw.asset).data;
  return { ...(year !== undefined && { year }), ...(asset !== undefined && { asset }) };
}

/** First and last day of the year; nothing for all years. */
export const spanOf = ({ year }: GainsSearch) =>
  year === undefined ? {} : { from: `${year}-01-01`, to: `${year}-12-31` };
