import { AuditEntry } from "@cryptodesk/shared/identity/audit.contract";
import { UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { anyValue, type RowsView } from "../../output/rows.ts";
import { clockTime } from "../../output/times.ts";

/** An entry as it comes over the wire, where an unknown value may be absent. */
type Entry = Omit<AuditEntry, "changes"> & {
  changes: Record<string, { before?: unknown; after?: unknown }> | null;
};

/** Entries of an audit log as rows. */
export const AUDIT_VIEW: RowsView<Entry> = {
  columns: [
    { field: "at", header: "At (UTC)", show: ({ at }) => clockTime(at) },
    { field: "action", header: "Action", show: ({ action }) => safeText(action) },
    {
      field: "outcome",
      header: "Outcome",
      show: ({ outcome }, { palette }) => (outcome === "refused" ? palette.bad(outcome) : outcome),
    },
    { field: "actor", header: "By", shrinkTo: 16, show: (entry) => actorText(entry) },
    { field: "target", header: "What", shrinkTo: 12, spare: 2, show: ({ target }) => safeText(target ?? UNKNOWN) },
    { field: "ip", header: "From", spare: 4, show: ({ ip }) => safeText(ip ?? UNKNOWN) },
    { field: "detail", header: "Detail", shrinkTo: 14, spare: 1, show: ({ detail }) => safeText(detail ?? UNKNOWN) },
    { field: "changes", header: "Changed", shrinkTo: 12, spare: 3, show: ({ changes }) => changesText(changes) },
  ],
  fields: Object.keys(AuditEntry.shape),
  empty: "No entries.",
};

function actorText({ actor, impersonatedBy }: Entry): string {
  return safeText(impersonatedBy === null ? actor : `${impersonatedBy} as ${actor}`);
}

function changesText(changes: Entry["changes"]): string {
  const texts = Object.entries(changes ?? {}).map(
    ([field, { before, after }]) => `${field}: ${anyValue(before)} to ${anyValue(after)}`,
  );
  return safeText(texts.join("; ")) || UNKNOWN;
}
