import type { ImportOptions, ImportQuestion, PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, NativeSelect } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { CurrencyField } from "../../portfolio-data/currency-field.tsx";
import { useWallets } from "../../portfolio-data/use-wallets.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { Panel } from "../../ui/panel.tsx";
import { AssetChoices } from "./asset-choices.tsx";
import { ChoiceField } from "./choice-field.tsx";
import classes from "./import.module.css";
import { importWords } from "./import-words.ts";
import { MappingForm } from "./mapping-form.tsx";
import { useImportAction } from "./use-imports.ts";

type Chosen = "format" | "dateOrder" | "decimalMark";
const CHOSEN: readonly Chosen[] = ["format", "dateOrder", "decimalMark"];

/** The questions of a file, and how else it can be read. Nothing of the portfolio changes: the file is read anew. */
export function OptionsForm({ portfolio, found }: { portfolio: Portfolio; found: PortfolioImport }) {
  const writes = useMay("portfolio:write");
  const [options, setOptions] = useState<ImportOptions>(found.options);
  const wallets = useWallets(portfolio.id);
  const analyse = useImportAction((input: { portfolioId: string; importId: string }) =>
    api.portfolioImport.analyse.mutate({ ...input, options }).then((ticket) => ticket.import),
  );
  const set = (part: Partial<ImportOptions>) => setOptions((before) => withoutEmpty({ ...before, ...part }));
  const questions = found.questions.filter((question) => question.isRequired);
  const asksFor = (option: ImportQuestion["option"]) => found.questions.some((question) => question.option === option);
  const isGeneric = found.format === "generic" || options.format === "generic" || asksFor("mapping");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    analyse.mutate({ portfolioId: portfolio.id, importId: found.id });
  };
  return (
    <Panel
      title={t(questions.length > 0 ? "imports.questions" : "imports.options")}
      note={t(questions.length > 0 ? "imports.questionsNote" : "imports.optionsNote")}
    >
      <form onSubmit={submit} className={classes.form}>
        {questions.map((question) => (
          <p key={`${question.option} ${question.symbol ?? ""}`} className={classes.question}>
            {importWords(question.detail)}
          </p>
        ))}
        <div className={classes.fields}>
          {CHOSEN.map((option) => (
            <ChoiceField key={option} option={option} found={found} value={options[option]} onChange={set} />
          ))}
          <NativeSelect
            size="xs"
            label={t("imports.wallet")}
            description={t("imports.walletHint")}
            value={options.walletId ?? ""}
            data={[
              { value: "", label: t("imports.firstWallet") },
              ...(wallets.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={({ currentTarget: { value } }) => set({ walletId: value === "" ? undefined : value })}
          />
          <NativeSelect
            size="xs"
            label={t("imports.cash")}
            description={t("imports.cashHint")}
            value={options.cash ?? "outside"}
            data={(["outside", "held"] as const).map((value) => ({ value, label: t(`imports.cashes.${value}`) }))}
            onChange={({ currentTarget: { value } }) => set({ cash: value === "held" ? "held" : undefined })}
          />
          <NativeSelect
            size="xs"
            label={t("imports.timeZone")}
            description={t("imports.timeZoneHint")}
            value={options.timeZone ?? "UTC"}
            data={["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]}
            onChange={({ currentTarget: { value } }) => set({ timeZone: value === "UTC" ? undefined : value })}
          />
          {asksFor("currency") && (
            <CurrencyField
              size="xs"
              label={t("imports.currency")}
              value={options.currency ?? portfolio.currency}
              onChange={(currency) => set({ currency })}
            />
          )}
        </div>
        {isGeneric && (
          <MappingForm headers={found.headers} mapping={options.mapping} onChange={(mapping) => set({ mapping })} />
        )}
        {found.assets.length > 0 && (
          <AssetChoices found={found} chosen={options.assets ?? {}} onChange={(assets) => set({ assets })} />
        )}
        <div>
          <Button
            type="submit"
            size="xs"
            variant={questions.length > 0 ? "filled" : "default"}
            disabled={!writes}
            loading={analyse.isPending}
          >
            {t(questions.length > 0 ? "imports.answer" : "imports.readAgain")}
          </Button>
          <p role="alert" className={classes.bad}>
            {reasonOf(analyse.error)}
          </p>
        </div>
      </form>
    </Panel>
  );
}

/** What is undefined is not said at all. */
function withoutEmpty(options: { [Key in keyof ImportOptions]: ImportOptions[Key] | undefined }): ImportOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
