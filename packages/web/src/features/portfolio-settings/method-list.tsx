import type { LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDate } from "../../lib/format.ts";
import { COST_METHODS, methodDetail, methodWords } from "../../portfolio-data/transaction-words.ts";
import classes from "./portfolio-settings.module.css";
import { nextYear, withMethod, withoutMethod } from "./rules-draft.ts";

/** The cost method from the start, and others from a day on, such as the first day of a tax year. */
export function MethodList({ methods, onChange }: MethodListProps) {
  const [day, setDay] = useState(() => nextYear(methods, new Date().toISOString()));
  return (
    <div className={classes.form}>
      <div>
        <h3 className={classes.heading}>{t("portfolioSettings.methods")}</h3>
        <p className={classes.hint}>{t("portfolioSettings.methodsNote")}</p>
      </div>
      <ul className={classes.list}>
        {methods.map(({ fromDay, method }, index) => (
          <li key={fromDay} className={classes.line}>
            <NativeSelect
              label={
                index === 0
                  ? t("portfolioSettings.fromStart")
                  : `${t("portfolioSettings.fromDay")} ${formatDate(fromDay)}`
              }
              description={methodDetail(method)}
              value={method}
              data={COST_METHODS.map((value) => ({ value, label: methodWords(value) }))}
              onChange={({ currentTarget: { value } }) => {
                const chosen = COST_METHODS.find((known) => known === value);
                if (chosen) onChange(withMethod(methods, fromDay, chosen));
              }}
            />
            {index > 0 && (
              <Button
                size="sm"
                variant="default"
                aria-label={t("portfolioSettings.takeOff", { name: formatDate(fromDay) })}
                onClick={() => onChange(withoutMethod(methods, fromDay))}
              >
                {t("words.remove")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className={classes.line}>
        <TextInput
          size="xs"
          type="date"
          label={t("portfolioSettings.fromDay")}
          value={day}
          onChange={({ currentTarget }) => setDay(currentTarget.value)}
        />
        <Button
          size="xs"
          variant="default"
          disabled={day === "" || methods.some(({ fromDay }) => fromDay === day)}
          onClick={() => onChange(withMethod(methods, day, methods.at(-1)?.method ?? "fifo"))}
        >
          {t("portfolioSettings.addYear")}
        </Button>
      </div>
    </div>
  );
}

interface MethodListProps {
  methods: LedgerRules["methods"];
  onChange: (methods: LedgerRules["methods"]) => void;
}
