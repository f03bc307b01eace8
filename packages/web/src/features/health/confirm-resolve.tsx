import type { QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { Button, Group, Text } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { formatPrice } from "../../lib/format.ts";
import { useResolveQuarantine } from "../../market-data/use-quarantine.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { showToast } from "../../ui/toast.tsx";

export type ResolveAction = "accept" | "reject";

/** What a person wants to do with a held-back price, before it is done. */
export interface ResolveQuestion {
  entry: QuarantineEntry;
  action: ResolveAction;
}

/** Asks once more before a held-back price is accepted or rejected. */
export function ConfirmResolve({ question, onClose }: { question: ResolveQuestion | null; onClose: () => void }) {
  // Here and not in the dialog's content, which is gone before the answer comes.
  const resolve = useResolveQuarantine();
  const decide = ({ entry, action }: ResolveQuestion) => {
    resolve.mutate(
      { id: entry.id, action },
      { onSuccess: () => showToast(t(`health.${action}Done`, { name: entry.name })) },
    );
    onClose();
  };
  return (
    <Dialog opened={question !== null} onClose={onClose} title={t(`health.${question?.action ?? "accept"}Title`)}>
      {question && <Decision question={question} onDecide={() => decide(question)} onClose={onClose} />}
    </Dialog>
  );
}

function Decision({
  question: { entry, action },
  onDecide,
  onClose,
}: {
  question: ResolveQuestion;
  onDecide: () => void;
  onClose: () => void;
}) {
  return (
    <>
      <Text size="sm">
        {t("health.goes", {
          name: entry.name,
          from: formatPrice(entry.lastGoodUsd),
          to: formatPrice(entry.proposedUsd),
          source: entry.source,
        })}{" "}
        {t(`health.${action}Effect`)}
      </Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t("words.cancel")}
        </Button>
        <Button color={action === "accept" ? "cobalt" : "red"} onClick={onDecide}>
          {t(`health.${action}Button`)}
        </Button>
      </Group>
    </>
  );
}
