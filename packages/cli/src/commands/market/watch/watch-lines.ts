import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { ListingChange, type StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { csvLine } from "../../../output/csv.ts";
import { checkFields, pickFields } from "../../../output/fields.ts";
import { jsonText } from "../../../output/json.ts";
import { change, price } from "../../../output/numbers.ts";
import type { Output } from "../../../output/output.ts";
import { safeText } from "../../../output/plain-text.ts";

const FIELDS = Object.keys(ListingChange.shape);

/**
 * Turns stream events into printed lines: NDJSON, CSV or one readable line for each change.
 * @param listings the coins as they stood before the stream; the first move is against these
 */
export function createLinePrinter(out: Output, listings: readonly ListingView[]) {
  if (out.fields) checkFields(out.fields, FIELDS);
  const fields = out.fields ?? FIELDS;
  const lastPrice = new Map(listings.map(({ id, priceUsd }) => [id, Number(priceUsd)]));
  return {
    /** What stands before the first event. */
    heading: out.format === "csv" ? csvLine(fields) : "",
    linesOf(event: StreamEvent): string {
      if (out.format === "json") return `${jsonText(slim(event, out.fields), 0)}\n`;
      if (event.type !== "tick") return "";
      if (out.format === "csv")
        return event.changes.map((row) => csvLine(Object.values(pickFields(row, fields)))).join("");
      return event.changes.map((row) => `${readableLine(event.at, row, lastPrice, out)}\n`).join("");
    },
  };
}

function slim(event: StreamEvent, fields: readonly string[] | null): object {
  if (event.type !== "tick" || fields === null) return event;
  return { ...event, changes: event.changes.map((row) => pickFields(row, fields)) };
}

function readableLine(at: string, row: ListingChange, lastPrice: Map<string, number>, out: Output): string {
  const now = Number(row.priceUsd);
  const before = lastPrice.get(row.id);
  lastPrice.set(row.id, now);
  const move = !before ? null : (now / before - 1) * 100;
  const marks = [...(row.source === "sandbox" ? ["simulated"] : []), ...(row.quarantined ? ["held"] : [])];
  return [at, safeText(row.symbol) || "-", safeText(row.id), price(row.priceUsd), change(move, out), ...marks].join(
    "  ",
  );
}
