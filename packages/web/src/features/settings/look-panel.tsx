import { type InputWrapperProps, NativeSelect, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { LANGUAGES, t } from "../../catalogue/catalogue.ts";
import { formatAge, formatDateTime, formatExact, formatPrice } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { useRates } from "../../market-data/use-rates.ts";
import { COLOR_SCHEMES } from "../../stores/color-scheme.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { DENSITIES, LOCALES, preferences, setPreference } from "../../stores/preferences.ts";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import classes from "./settings.module.css";

// Fields side by side stand in one line, whether or not they have a note.
const NOTE_BELOW = ["label", "input", "description"] satisfies InputWrapperProps["inputWrapperOrder"];
const EXAMPLE = { price: "1234567.891", time: "2026-12-31T13:45:00.000Z" };

/** How the desk looks to this person. */
export function LookPanel() {
  const chosen = useStore(preferences);
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const languages = [
    { value: "auto", label: t("settings.languages.auto") },
    ...LANGUAGES.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Panel title={t("settings.look")}>
      <div className={classes.choices}>
        <Choice label={t("settings.colours")}>
          <Segments
            size="sm"
            label={t("settings.colours")}
            value={colorScheme}
            options={COLOR_SCHEMES.map((value) => ({ value, label: t(`shell.schemes.${value}`) }))}
            onChange={setColorScheme}
          />
        </Choice>
        <Choice label={t("settings.density")}>
          <Segments
            size="sm"
            label={t("settings.density")}
            value={chosen.density}
            options={DENSITIES.map((value) => ({ value, label: t(`shell.densities.${value}`) }))}
            onChange={(density) => setPreference("density", density)}
          />
        </Choice>
        <NativeSelect
          label={t("settings.language")}
          value={chosen.language}
          data={languages}
          onChange={({ currentTarget: { value } }) => {
            const language = value === "auto" ? value : LANGUAGES.find(({ id }) => id === value)?.id;
            if (language) setPreference("language", language);
          }}
        />
        <NativeSelect
          label={t("settings.locale")}
          inputWrapperOrder={NOTE_BELOW}
          description={`${formatPrice(EXAMPLE.price)}, ${formatDateTime(EXAMPLE.time)}`}
          value={chosen.locale}
          data={LOCALES.map((value) => ({ value, label: value === "auto" ? t("settings.locales.auto") : value }))}
          onChange={({ currentTarget: { value } }) => {
            const locale = LOCALES.find((known) => known === value);
            if (locale) setPreference("locale", locale);
          }}
        />
        <CurrencyChoice />
      </div>
    </Panel>
  );
}

/** The currency of every amount, with the rate that it is converted by. */
function CurrencyChoice() {
  const { currency } = useStore(preferences);
  const now = useNow();
  const { data } = useRates();
  const known = data?.rates ?? [];
  const rate = known.find((candidate) => candidate.currency === currency);
  const options = known.length > 0 ? known : [{ currency: "usd", name: "US Dollar" }];
  return (
    <NativeSelect
      label={t("settings.currency")}
      inputWrapperOrder={NOTE_BELOW}
      description={
        rate && data?.source && data.asOf && currency !== "usd"
          ? t("settings.currencyNote", {
              rate: formatExact(rate.perUsd),
              currency: currency.toUpperCase(),
              source: data.source,
              age: formatAge(data.asOf, now),
            })
          : t(known.length > 1 ? "settings.currencyUsd" : "settings.currencyNone")
      }
      value={rate ? currency : "usd"}
      data={options.map((option) => ({
        value: option.currency,
        label: `${option.currency.toUpperCase()}, ${option.name}`,
      }))}
      onChange={(event) => setPreference("currency", event.currentTarget.value)}
    />
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <div className={classes.label} aria-hidden="true">
        {label}
      </div>
      {children}
    </div>
  );
}
