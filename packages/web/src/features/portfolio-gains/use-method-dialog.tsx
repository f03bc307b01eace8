import type { CostMethod, Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { methodWords } from "../../portfolio-data/transaction-words.ts";
import { useUpdatePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { reasonOf } from "../../session/use-action.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./gains.module.css";
import { withMethodFrom } from "./method-plan.ts";

/** Asks from which day on a method is to count. */
export function UseMethodDialog({ portfolio, method, onClose }: UseMethodDialogProps) {
  const [always, setAlways] = useState(true);
  const [day, setDay] = useState(() => `${new Date().getUTCFullYear()}-01-01`);
  const update = useUpdatePortfolio(() => {
    showToast(t("figures.gains.used"));
    onClose();
  });
  const name = methodWords(method);
  const ready = always || /^\d{4}-\d\d-\d\d$/.test(day);
  const { id, version, rules } = portfolio;
  return (
    <AskDialog
      title={t("figures.gains.useTitle", { method: name })}
      confirm={t("figures.gains.useTitle", { method: name })}
      busy={update.isPending}
      ready={ready}
      error={ready ? reasonOf(update.error) : t("figures.gains.useBad")}
      onConfirm={() =>
        update.mutate({
          portfolioId: id,
          version,
          rules: { methods: withMethodFrom(rules.methods, method, always ? null : day) },
        })
      }
      onClose={onClose}
    >
      <div className={classes.choice}>
        <p>{t("figures.gains.useDetail", { method: name })}</p>
        <Radio checked={always} label={t("figures.gains.useStart")} onChange={() => setAlways(true)} />
        <Radio checked={!always} label={t("figures.gains.useFrom")} onChange={() => setAlways(false)} />
        {!always && (
          <TextInput
            type="date"
            aria-label={t("figures.gains.useFrom")}
            value={day}
            onChange={({ currentTarget }) => setDay(currentTarget.value)}
          />
        )}
      </div>
    </AskDialog>
  );
}

interface UseMethodDialogProps {
  portfolio: Portfolio;
  method: CostMethod;
  onClose: () => void;
}
