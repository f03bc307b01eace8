import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { Button, Group, Modal, SegmentedControl, Skeleton, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { describeError } from "../../lib/api-error.ts";
import { formatCount, formatPrice } from "../../lib/format.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { useQuarantine, useResolveQuarantine } from "./use-quarantine.ts";

type Action = "accept" | "reject";

/** Price jumps held back until confirmed, to be decided by a person, and what became of earlier ones. */
export function QuarantinePanel() {
  const [state, setState] = useState<"pending" | "resolved">("pending");
  const [asked, setAsked] = useState<{ entry: QuarantineEntry; action: Action } | null>(null);
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
      {isPending && <Skeleton height={96} radius={0} />}
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
      <ConfirmResolve asked={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function QuarantineTable({
  entries,
  onAsk,
}: {
  entries: QuarantineEntry[];
  onAsk: (entry: QuarantineEntry, action: Action) => void;
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

function ConfirmResolve({
  asked,
  onClose,
}: {
  asked: { entry: QuarantineEntry; action: Action } | null;
  onClose: () => void;
}) {
  const resolve = useResolveQuarantine();
  const decide = () => {
    if (!asked) return;
    const { entry, action } = asked;
    resolve.mutate(
      { id: entry.id, action },
      {
        onSuccess: () =>
          notifications.show({ message: `${entry.name}: price ${action === "accept" ? "accepted" : "rejected"}.` }),
        onError: (error) => {
          const { title, detail } = describeError(error);
          notifications.show({ color: "red", title, message: detail });
        },
        onSettled: onClose,
      },
    );
  };
  return (
    <Modal
      opened={asked !== null}
      onClose={onClose}
      centered
      title={asked?.action === "accept" ? "Accept the reported price?" : "Reject the reported price?"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {asked && (
        <>
          <Text size="sm">
            {asked.entry.name} goes from {formatPrice(asked.entry.lastGoodUsd)} to{" "}
            {formatPrice(asked.entry.proposedUsd)} according to {asked.entry.source}.{" "}
            {asked.action === "accept"
              ? "Accepting publishes that price to everybody at once."
              : "Rejecting keeps the last good price; the source may report the jump again."}
          </Text>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button
              loading={resolve.isPending}
              color={asked.action === "accept" ? "cobalt" : "red"}
              onClick={decide}
              data-autofocus
            >
              {asked.action === "accept" ? "Accept the price" : "Reject the price"}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
