import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { Button, Group, SegmentedControl, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { formatCount, formatPrice } from "../../lib/format.ts";
import { useQuarantine } from "../../market-data/use-quarantine.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ConfirmResolve, type ResolveAction, type ResolveQuestion } from "./confirm-resolve.tsx";

/** Price jumps held back until confirmed, to be decided by a person, and what became of earlier ones. */
export function QuarantinePanel() {
  const [state, setState] = useState<"pending" | "resolved">("pending");
  const [asked, setAsked] = useState<ResolveQuestion | null>(null);
  const { data, isPending, error, refetch } = useQuarantine(state);
  return (
    <Panel
      title="Held-back prices"
      flush
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which held-back prices"
          value={state}
          data={[
            { value: "pending", label: "Waiting" },
            { value: "resolved", label: "Decided" },
          ]}
          onChange={(value) => setState(value === "resolved" ? "resolved" : "pending")}
        />
      }
    >
      {isPending && <Skeleton height={118} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyNotice
          title={state === "pending" ? "No price is being held back" : "None has been decided yet"}
          detail="A jump that no second source confirms appears here instead of on the market."
        />
      )}
      {data && data.items.length > 0 && (
        <QuarantineTable entries={data.items} onAsk={(entry, action) => setAsked({ entry, action })} />
      )}
      <ConfirmResolve question={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function QuarantineTable({
  entries,
  onAsk,
}: {
  entries: QuarantineEntry[];
  onAsk: (entry: QuarantineEntry, action: ResolveAction) => void;
}) {
  return (
    <DataTable
      label="Held-back prices"
      head={["Coin", "Last good", "Reported", "Jump", "Source", "Seen", "Decision"]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          <Link key="coin" to="/coins/$coinId" params={{ coinId: entry.coinId }}>
            {entry.name} {entry.symbol}
          </Link>,
          formatPrice(entry.lastGoodUsd),
          formatPrice(entry.proposedUsd),
          <Change key="jump" pct={entry.changePct} />,
          entry.source,
          <span key="seen">
            {formatCount(entry.observations)}×, <Age at={entry.detectedAt} />
          </span>,
          entry.state === "pending" ? (
            <Group key="decide" gap={6} wrap="nowrap">
              <Button
                size="compact-xs"
                onClick={() => onAsk(entry, "accept")}
                aria-label={`Accept the price of ${entry.name}`}
              >
                Accept
              </Button>
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onAsk(entry, "reject")}
                aria-label={`Reject the price of ${entry.name}`}
              >
                Reject
              </Button>
            </Group>
          ) : (
            entry.state
          ),
        ],
      }))}
    />
  );
}
