import { Combobox, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type Ref, useEffect, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { formatPrice } from "../lib/format.ts";
import { useCoinSearch } from "../market-data/use-coin-search.ts";
import { useRates } from "../market-data/use-rates.ts";
import { CoinIcon } from "../ui/coin-icon.tsx";
import classes from "./asset-field.module.css";
import { useAssetName } from "./use-asset-name.ts";

const TYPING_MS = 120;

/**
 * A field for an asset: typing a symbol or a name finds coins of the market, a currency code offers money that is kept, and
 * anything else can be kept without a price. Enter takes the first.
 */
export function AssetField({ label, value, error = null, onChange, ...rest }: AssetFieldProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const name = useAssetName(value);
  // Null: what is chosen is shown, not what is typed.
  const [typed, setTyped] = useState<string | null>(null);
  const [search] = useDebouncedValue(typed ?? "", TYPING_MS);
  const { data } = useCoinSearch(search, combobox.dropdownOpened);
  const coins = data?.items ?? [];
  const rates = useRates(combobox.dropdownOpened).data?.rates ?? [];
  const extra = rest.coinsOnly
    ? []
    : extraOptions(
        typed ?? "",
        rates.map(({ currency }) => currency),
      );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found changes which option is the first
  useEffect(() => {
    if (combobox.dropdownOpened) combobox.selectFirstOption();
  }, [data, typed]);
  return (
    <Combobox
      store={combobox}
      withinPortal
      width={300}
      position="bottom-start"
      onOptionSubmit={(id) => {
        onChange(id);
        setTyped(null);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          ref={rest.inputRef}
          size={rest.size ?? "sm"}
          label={label}
          placeholder={t("portfolio.assetPlaceholder")}
          error={error}
          autoComplete="off"
          value={typed ?? name}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            combobox.openDropdown();
          }}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onBlur={() => {
            combobox.closeDropdown();
            if (typed?.trim() === "") onChange("");
            setTyped(null);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={280} style={{ overflowY: "auto" }} aria-label={label}>
          {coins.map(({ id, symbol = "", name: coin = id, imageUrl, priceUsd }) => (
            <Combobox.Option key={id} value={id}>
              <span className={classes.option}>
                <CoinIcon id={id} symbol={symbol} imageUrl={imageUrl} size={18} />
                <span className={classes.name}>
                  {coin} <span>{symbol}</span>
                </span>
                <span>{formatPrice(priceUsd)}</span>
              </span>
            </Combobox.Option>
          ))}
          {extra.map(({ id, words }) => (
            <Combobox.Option key={id} value={id}>
              {words}
            </Combobox.Option>
          ))}
          {coins.length + extra.length === 0 && <Combobox.Empty>{t("words.noCoinFound")}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface AssetFieldProps {
  label: string;
  /** Id of the asset; empty for none. */
  value: string;
  onChange: (id: string) => void;
  error?: string | null;
  size?: "xs" | "sm";
  /** Only what the market knows is offered. */
  coinsOnly?: boolean;
  inputRef?: Ref<HTMLInputElement>;
}

/** What a text can mean besides coins: money, or something without a price. */
function extraOptions(typed: string, currencies: readonly string[]): { id: string; words: string }[] {
  const text = typed.trim();
  if (text === "") return [];
  const code = text.toLowerCase();
  const money = currencies.includes(code)
    ? [{ id: `fiat:${code}`, words: t("portfolio.assetMoney", { currency: code.toUpperCase() }) }]
    : [];
  const named = text.toUpperCase().slice(0, 60);
  return [...money, { id: `other:${named}`, words: t("portfolio.assetOther", { name: named }) }];
}
