import type { PaperAccount } from "@cryptodesk/shared/strategy/paper.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { reasonOf } from "../../session/use-action.ts";
import { readAmount } from "../../strategy-data/typed-number.ts";
import { useStartPaper } from "../../strategy-data/use-paper.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";

/** Starts following a strategy's newest rules on paper. */
export function StartDialog({ strategy, onClose, onStarted }: StartDialogProps) {
  const [typed, setTyped] = useState("10000");
  const start = useStartPaper(onStarted);
  const capital = readAmount(typed);
  return (
    <AskDialog
      title={t("strategyPaper.startTitle")}
      confirm={t("strategyPaper.start")}
      busy={start.isPending}
      ready={capital !== null}
      error={reasonOf(start.error)}
      onConfirm={() => {
        if (capital === null) return;
        start.mutate({ strategyId: strategy.strategy.id, version: strategy.version, id: newId(), capital });
      }}
      onClose={onClose}
    >
      <p>{t("strategyPaper.startDetail", { version: strategy.version })}</p>
      <p>{t("strategyPaper.noOrders")}</p>
      <TextInput
        data-autofocus
        label={t("strategyPaper.capital")}
        inputMode="decimal"
        value={typed}
        error={capital === null ? t("strategyPaper.badCapital") : null}
        onChange={({ currentTarget: { value } }) => setTyped(value)}
      />
    </AskDialog>
  );
}

interface StartDialogProps {
  strategy: Pick<StrategyDetail, "strategy" | "version">;
  onClose: () => void;
  onStarted: (account: PaperAccount) => void;
}
