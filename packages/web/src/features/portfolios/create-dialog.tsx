import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { COST_METHODS, methodDetail, methodWords } from "../../portfolio-data/transaction-words.ts";
import { useCreatePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { reasonOf } from "../../session/use-action.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { preferences } from "../../stores/preferences.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import classes from "./portfolios.module.css";

/** Name, currency and cost method of a new portfolio. */
export function CreateDialog({ onMade, onClose }: { onMade: (made: Portfolio) => void; onClose: () => void }) {
  const own = useStore(preferences).currency;
  const [id] = useState(() => newId());
  const [name, setName] = useState("");
  const [currency, setCurrency] = useState<string>(own);
  const [method, setMethod] = useState(COST_METHODS[0] ?? "fifo");
  const [tried, setTried] = useState(false);
  const create = useCreatePortfolio(onMade);
  const submit = () => {
    setTried(true);
    if (name.trim() === "") return;
    create.mutate({ id, name: name.trim(), currency, rules: { methods: [{ fromDay: "1970-01-01", method }] } });
  };
  return (
    <AskDialog
      title={t("portfolio.create")}
      confirm={t("portfolio.create")}
      busy={create.isPending}
      error={reasonOf(create.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("portfolio.name")}
        maxLength={80}
        value={name}
        error={tried && name.trim() === "" ? t("portfolio.nameMissing") : null}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <div className={classes.two}>
        <CurrencyField
          label={t("portfolio.currency")}
          description={t("portfolio.currencyHint")}
          value={currency}
          onChange={setCurrency}
        />
        <NativeSelect
          label={t("portfolio.method")}
          description={methodDetail(method)}
          value={method}
          data={COST_METHODS.map((value) => ({ value, label: methodWords(value) }))}
          onChange={({ currentTarget: { value } }) =>
            setMethod(COST_METHODS.find((known) => known === value) ?? method)
          }
        />
      </div>
      <p className={classes.hint}>{t("portfolio.createDetail")}</p>
    </AskDialog>
  );
}
