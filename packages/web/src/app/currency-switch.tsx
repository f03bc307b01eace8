import { t } from "../catalogue/catalogue.ts";
import { useRates } from "../market-data/use-rates.ts";
import { useStore } from "../stores/persistent-store.ts";
import { preferences, setPreference } from "../stores/preferences.ts";
import classes from "./currency-switch.module.css";

/** The currency of every amount. The browser's own list: Mantine's would be part of the first download. */
export function CurrencySwitch() {
  const { currency } = useStore(preferences);
  const { data } = useRates();
  // Its place is kept from the first frame on.
  const rates = data?.rates ?? [{ currency: "usd" }];
  return (
    <select
      className={classes.root}
      disabled={rates.length < 2}
      aria-label={t("shell.currency")}
      value={rates.some((rate) => rate.currency === currency) ? currency : "usd"}
      onChange={({ currentTarget }) => setPreference("currency", currentTarget.value)}
    >
      {rates.map((rate) => (
        <option key={rate.currency} value={rate.currency}>
          {rate.currency.toUpperCase()}
        </option>
      ))}
    </select>
  );
}
