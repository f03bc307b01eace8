import type { AuditEntry } from "@cryptodesk/shared/identity/audit.contract";
import { Button } from "@mantine/core";
import ChevronDown from "lucide-react/icons/chevron-down";
import { type ReactNode, useId, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { actionWords, actorWords, valueWords } from "../lib/audit-words.ts";
import { formatDateTime, UNKNOWN } from "../lib/format.ts";
import { Age } from "./age.tsx";
import classes from "./audit-table.module.css";
import { Fact, Facts } from "./facts.tsx";
import { RecordTable } from "./record-table.tsx";
import { StateDot } from "./state-dot.tsx";

/** An entry as it arrives: JSON leaves out what is undefined. */
export type ShownEntry = Omit<AuditEntry, "changes"> & {
  changes: Record<string, { before?: unknown; after?: unknown }> | null;
};

/** Entries of the audit log; each opens to all that was written down. `more` adds to what is opened. */
export function AuditTable({ label, entries, more }: AuditTableProps) {
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const id = useId();
  const toggle = (key: string) =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  return (
    <RecordTable
      label={label}
      actions
      columns={[
        t("account.what"),
        t("account.when"),
        t("account.whoName"),
        t("account.target"),
        t("account.address"),
        t("account.outcome"),
      ]}
      rows={entries.map((entry) => {
        const open = opened.has(entry.id);
        const what = actionWords(entry.action);
        return {
          key: entry.id,
          cells: [
            what,
            <Age key="at" at={entry.at} />,
            who(entry),
            entry.target ?? UNKNOWN,
            entry.ip ?? UNKNOWN,
            <StateDot key="outcome" tone={entry.outcome === "done" ? "good" : "bad"}>
              {t(`account.outcomes.${entry.outcome}`)}
            </StateDot>,
          ],
          actions: (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={open}
              aria-controls={open ? `${id}${entry.id}` : undefined}
              aria-label={t("account.detailsOf", { what, when: formatDateTime(entry.at) })}
              rightSection={<ChevronDown size={13} className={classes.mark} data-open={open} aria-hidden="true" />}
              onClick={() => toggle(entry.id)}
            >
              {t("account.details")}
            </Button>
          ),
          detail: open && (
            <div id={`${id}${entry.id}`} className={classes.detail}>
              <EntryFacts entry={entry} />
              {entry.changes && <Changes changes={entry.changes} />}
              {more?.(entry)}
            </div>
          ),
        };
      })}
    />
  );
}

interface AuditTableProps {
  label: string;
  entries: readonly ShownEntry[];
  more?: (entry: ShownEntry) => ReactNode;
}

function who({ actor, impersonatedBy }: ShownEntry): string {
  const words = actorWords(actor);
  return impersonatedBy === null ? words : t("account.asOther", { admin: impersonatedBy, email: words });
}

function EntryFacts({ entry: { at, action, detail, userAgent, requestId } }: { entry: ShownEntry }) {
  return (
    <Facts>
      <Fact name={t("account.when")}>{formatDateTime(at)}</Fact>
      <Fact name={t("account.actionCode")}>
        <code>{action}</code>
      </Fact>
      {detail && <Fact name={t("account.detail")}>{detail}</Fact>}
      <Fact name={t("account.userAgent")}>{userAgent ?? UNKNOWN}</Fact>
      <Fact name={t("account.requestId")}>{requestId ? <code>{requestId}</code> : UNKNOWN}</Fact>
    </Facts>
  );
}

function Changes({ changes }: { changes: NonNullable<ShownEntry["changes"]> }) {
  return (
    <table className={classes.changes} aria-label={t("account.changes")}>
      <thead>
        <tr>
          <th scope="col">{t("account.changedField")}</th>
          <th scope="col">{t("account.before")}</th>
          <th scope="col">{t("account.after")}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(changes).map(([field, { before, after }]) => (
          <tr key={field}>
            <th scope="row">{field}</th>
            <td>{valueWords(before)}</td>
            <td>{valueWords(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
