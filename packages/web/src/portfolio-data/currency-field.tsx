import { NativeSelect } from "@mantine/core";
import { useRates } from "../market-data/use-rates.ts";

/** A choice among the currencies of which the desk knows a rate; the one that is chosen is among them in any case. */
export function CurrencyField({ value, onChange, withoutUsd = false, ...field }: CurrencyFieldProps) {
  const rates = useRates().data?.rates ?? [{ currency: "usd", name: "US Dollar" }];
  const known = rates.some(({ currency }) => currency === value);
  const all = (known ? rates : [...rates, { currency: value, name: "" }]).filter(
    ({ currency }) => !(withoutUsd && currency === "usd"),
  );
  return (
    <NativeSelect
      {...field}
      value={value}
      data={all.map(({ currency, name }) => ({
        value: currency,
        label: name === "" ? currency.toUpperCase() : `${currency.toUpperCase()} – ${name}`,
      }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

interface CurrencyFieldProps {
  label?: string;
  /** Where no label is seen. */
  "aria-label"?: string;
  description?: string;
  size?: "xs" | "sm";
  /** The dollar itself is no choice. */
  withoutUsd?: boolean;
  value: string;
  onChange: (currency: string) => void;
}
