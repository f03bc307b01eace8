/** What the audit log keeps in its address. Times are minutes of UTC: `2026-11-21T10:30`. */
export interface AuditSearch {
  search?: string | undefined;
  action?: string | undefined;
  outcome?: "done" | "refused" | undefined;
  userId?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

const MOST_CHARACTERS = 200;
const MINUTE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const ACTION = /^[a-zA-Z]{1,40}(?:\.[a-zA-Z]{1,40})?$/;
const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const text = (value: unknown, fits: RegExp) => (typeof value === "string" && fits.test(value) ? value : undefined);
  const minute = (value: unknown) => {
    const known = text(value, MINUTE);
    return known !== undefined && !Number.isNaN(Date.parse(`${known}Z`)) ? known : undefined;
  };
  const search = typeof raw.search === "string" ? raw.search.slice(0, MOST_CHARACTERS) : "";
  return withoutEmpty({
    search: search === "" ? undefined : search,
    action: text(raw.action, ACTION),
    outcome: raw.outcome === "done" || raw.outcome === "refused" ? raw.outcome : undefined,
    userId: text(raw.userId, ID),
    from: minute(raw.from),
    to: minute(raw.to),
  });
}

/** The address's question as the API takes it: minutes become instants. */
export function auditQuestion({ from, to, ...rest }: AuditSearch): AuditSearch {
  return withoutEmpty({ ...rest, from: instantOf(from), to: instantOf(to) });
}

const instantOf = (minute: string | undefined) => (minute === undefined ? undefined : `${minute}:00.000Z`);

/** The minute `hours` before `nowMs`, as the address keeps it. */
export function minuteBefore(nowMs: number, hours: number): string {
  return new Date(nowMs - hours * 3_600_000).toISOString().slice(0, "2026-11-21T10:30".length);
}

function withoutEmpty(search: AuditSearch): AuditSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
