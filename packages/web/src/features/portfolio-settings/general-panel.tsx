import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { useUpdatePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import { BenchmarkField } from "./benchmark-field.tsx";
import { changedPart } from "./changed-part.ts";
import classes from "./portfolio-settings.module.css";

/** Name, currency and what a portfolio is measured against. */
export function GeneralPanel({ portfolio }: { portfolio: Portfolio }) {
  const writes = useMay("portfolio:write");
  const [name, setName] = useState(portfolio.name);
  const [description, setDescription] = useState(portfolio.description ?? "");
  const [currency, setCurrency] = useState<string>(portfolio.currency);
  const [isActive, setActive] = useState(portfolio.isActive);
  const [benchmark, setBenchmark] = useState(portfolio.benchmark);
  const [base, setBase] = useState(portfolio);
  const update = useUpdatePortfolio((saved) => {
    setBase(saved);
    showToast(t("portfolioSettings.saved"));
  });
  const save = () => {
    const said = {
      name: name.trim(),
      description: description.trim() === "" ? null : description.trim(),
      currency,
      isActive,
      benchmark,
    };
    const { id: portfolioId, version } = portfolio;
    update.mutate({ portfolioId, version, ...changedPart(fieldsOf(base), said) });
  };
  return (
    <Panel title={t("portfolioSettings.general")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") save();
        }}
      >
        <div className={classes.two}>
          <TextInput
            label={t("portfolio.name")}
            maxLength={80}
            value={name}
            error={name.trim() === "" ? t("portfolio.nameMissing") : null}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <CurrencyField label={t("portfolio.currency")} value={currency} onChange={setCurrency} />
        </div>
        {currency !== portfolio.currency && <p className={classes.hint}>{t("portfolioSettings.currencyChange")}</p>}
        <Textarea
          label={t("portfolioSettings.description")}
          autosize
          maxLength={2000}
          value={description}
          onChange={({ currentTarget }) => setDescription(currentTarget.value)}
        />
        <BenchmarkField value={benchmark} onChange={setBenchmark} />
        <Checkbox
          label={t("portfolioSettings.active")}
          description={t("portfolioSettings.activeDetail")}
          checked={isActive}
          onChange={({ currentTarget }) => setActive(currentTarget.checked)}
        />
        <p className={classes.error} role="alert">
          {reasonOf(update.error)}
        </p>
        <Button type="submit" size="sm" loading={update.isPending} disabled={!writes}>
          {t("words.save")}
        </Button>
      </form>
    </Panel>
  );
}

const fieldsOf = ({ name, description, currency, isActive, benchmark }: Portfolio) => ({
  name,
  description,
  currency,
  isActive,
  benchmark,
});
