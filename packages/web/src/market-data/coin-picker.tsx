import { Combobox, Loader, TextInput, useCombobox } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { formatPrice } from "../lib/format.ts";
import { CoinIcon } from "../ui/coin-icon.tsx";
import classes from "./coin-picker.module.css";
import { useCoinSearch } from "./use-coin-search.ts";

const TYPING_MS = 150;

/** A field that finds coins by name, symbol or id and hands over the one that is chosen. */
export function CoinPicker({ label, taken, size = "sm", disabled = false, inDialog = false, onPick }: CoinPickerProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState("");
  const [search] = useDebouncedValue(text, TYPING_MS);
  const { data, isFetching } = useCoinSearch(search, combobox.dropdownOpened);
  const found = data?.items.filter(({ id }) => !taken.includes(id)) ?? [];
  return (
    <Combobox
      store={combobox}
      withinPortal={!inDialog}
      onOptionSubmit={(id) => {
        onPick(id);
        setText("");
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target>
        <TextInput
          size={size}
          aria-label={label}
          placeholder={label}
          value={text}
          disabled={disabled}
          rightSection={isFetching && combobox.dropdownOpened ? <Loader size={14} /> : null}
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
            combobox.selectFirstOption();
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options mah={320} style={{ overflowY: "auto" }} aria-label={label}>
          {found.length === 0 && !isFetching && <Combobox.Empty>{t("words.noCoinFound")}</Combobox.Empty>}
          {found.map(({ id, symbol = "", name = id, imageUrl, priceUsd }) => (
            <Combobox.Option key={id} value={id}>
              <span className={classes.option}>
                <CoinIcon id={id} symbol={symbol} imageUrl={imageUrl} size={18} />
                <span className={classes.name}>
                  {name} <span>{symbol}</span>
                </span>
                <span>{formatPrice(priceUsd)}</span>
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface CoinPickerProps {
  label: string;
  /** Coins that are chosen already and not offered. */
  taken: readonly string[];
  size?: "xs" | "sm";
  disabled?: boolean;
  /** The list opens inside the dialog that the field is in: outside of it, it would belong to no part of the page. */
  inDialog?: boolean;
  onPick: (id: string) => void;
}
