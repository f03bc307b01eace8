import type { LedgerRules, Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Checkbox, Radio, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useUpdatePortfolio } from "../../portfolio-data/use-portfolios.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { showToast } from "../../ui/toast.tsx";
import { changedPart } from "./changed-part.ts";
import { MethodList } from "./method-list.tsx";
import classes from "./portfolio-settings.module.css";
import { CHOICES, readDays } from "./rules-draft.ts";

/** How a portfolio counts: its cost methods, and each rule with what it means. */
export function RulesPanel({ portfolio }: { portfolio: Portfolio }) {
  const writes = useMay("portfolio:write");
  const [rules, setRules] = useState<LedgerRules>(portfolio.rules);
  const [days, setDays] = useState(String(portfolio.rules.longTermDays ?? ""));
  const [base, setBase] = useState<LedgerRules>(portfolio.rules);
  const update = useUpdatePortfolio((saved) => {
    setBase(saved.rules);
    showToast(t("portfolioSettings.saved"));
  });
  const longTermDays = readDays(days);
  const change = (part: Partial<LedgerRules>) => setRules((before) => ({ ...before, ...part }));
  return (
    <Panel title={t("portfolioSettings.rules")}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (longTermDays === undefined) return;
          update.mutate({
            portfolioId: portfolio.id,
            version: portfolio.version,
            rules: changedPart(base, { ...rules, longTermDays }),
          });
        }}
      >
        <MethodList methods={rules.methods} onChange={(methods) => change({ methods })} />
        <Checkbox
          label={t("portfolioSettings.rule.feesInCost")}
          description={t("portfolioSettings.rule.feesInCostDetail")}
          checked={rules.feesInCost}
          onChange={({ currentTarget }) => change({ feesInCost: currentTarget.checked })}
        />
        <TextInput
          label={t("portfolioSettings.rule.longTermDays")}
          description={t("portfolioSettings.rule.longTermDaysDetail")}
          inputMode="numeric"
          maxLength={5}
          value={days}
          error={longTermDays === undefined ? t("portfolioSettings.daysBad") : null}
          onChange={({ currentTarget }) => setDays(currentTarget.value)}
        />
        {CHOICES.map(({ rule, values }) => (
          <Radio.Group
            key={rule}
            label={t(`portfolioSettings.rule.${rule}`)}
            description={t(`portfolioSettings.rule.${rule}Detail`)}
            value={rules[rule]}
            onChange={(value) => {
              const chosen = values.find((known) => known === value);
              if (chosen) change({ [rule]: chosen });
            }}
          >
            <div className={classes.choices}>
              {values.map((value) => (
                <Radio key={value} size="sm" value={value} label={choiceWords(rule, value)} />
              ))}
            </div>
          </Radio.Group>
        ))}
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

type Choice = (typeof CHOICES)[number];

/** What a value of a choice does, e.g. “is refused”. */
function choiceWords(rule: Choice["rule"], value: Choice["values"][number]): string {
  const words: Readonly<Record<string, string>> = {
    "shorts refuse": t("portfolioSettings.rule.shortsChoice.refuse"),
    "shorts allow": t("portfolioSettings.rule.shortsChoice.allow"),
    "lots portfolio": t("portfolioSettings.rule.lotsChoice.portfolio"),
    "lots account": t("portfolioSettings.rule.lotsChoice.account"),
    "giftsReceived income": t("portfolioSettings.rule.giftsReceivedChoice.income"),
    "giftsReceived acquisition": t("portfolioSettings.rule.giftsReceivedChoice.acquisition"),
    "giftsMade disposal": t("portfolioSettings.rule.giftsMadeChoice.disposal"),
    "giftsMade removal": t("portfolioSettings.rule.giftsMadeChoice.removal"),
    "losses disposal": t("portfolioSettings.rule.lossesChoice.disposal"),
    "losses removal": t("portfolioSettings.rule.lossesChoice.removal"),
    "unpriced market": t("portfolioSettings.rule.unpricedChoice.market"),
    "unpriced leave": t("portfolioSettings.rule.unpricedChoice.leave"),
  };
  return words[`${rule} ${value}`] ?? value;
}
