import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { describeError } from "../../lib/api-error.ts";
import { formatPrice } from "../../lib/format.ts";
import { useResolveQuarantine } from "../../market-data/use-quarantine.ts";
import { Dialog } from "../../ui/dialog.tsx";

export type ResolveAction = "accept" | "reject";

/** What a person wants to do with a held-back price, before it is done. */
export interface ResolveQuestion {
  entry: QuarantineEntry;
  action: ResolveAction;
}

const words = {
  accept: {
    title: "Accept the reported price?",
    effect: "Accepting publishes that price to everybody at once.",
    button: "Accept the price",
    done: "price accepted",
  },
  reject: {
    title: "Reject the reported price?",
    effect: "Rejecting keeps the last good price; the source may report the jump again.",
    button: "Reject the price",
    done: "price rejected",
  },
} as const satisfies Record<ResolveAction, Record<string, string>>;

/** Asks once more before a held-back price is accepted or rejected. */
export function ConfirmResolve({ question, onClose }: { question: ResolveQuestion | null; onClose: () => void }) {
  return (
    <Dialog opened={question !== null} onClose={onClose} title={words[question?.action ?? "accept"].title}>
      {question && <Decision question={question} onClose={onClose} />}
    </Dialog>
  );
}

function Decision({ question: { entry, action }, onClose }: { question: ResolveQuestion; onClose: () => void }) {
  const resolve = useResolveQuarantine();
  const { effect, button, done } = words[action];
  const decide = () =>
    resolve.mutate(
      { id: entry.id, action },
      {
        onSuccess: () => notifications.show({ message: `${entry.name}: ${done}.` }),
        onError: (error) => {
          const { title, detail } = describeError(error);
          notifications.show({ color: "red", title, message: detail });
        },
        onSettled: onClose,
      },
    );
  return (
    <>
      <Text size="sm">
        {entry.name} goes from {formatPrice(entry.lastGoodUsd)} to {formatPrice(entry.proposedUsd)} according to{" "}
        {entry.source}. {effect}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button loading={resolve.isPending} color={action === "accept" ? "cobalt" : "red"} onClick={decide}>
          {button}
        </Button>
      </Group>
    </>
  );
}
