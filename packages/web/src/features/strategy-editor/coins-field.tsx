import X from "lucide-react/icons/x";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import { useSurroundings } from "./block-context.ts";
import classes from "./strategy-editor.module.css";

/** The coins that are chosen, and a field to find others. Where `most` is 1, another one takes the place of the first. */
export function CoinsField({ label, coins, error, most, onChange }: CoinsFieldProps) {
  const { disabled } = useSurroundings();
  return (
    <fieldset className={classes.coins}>
      <legend>{label}</legend>
      <ul>
        {coins.map((coin) => (
          <li key={coin}>
            {coin}
            {coins.length > 1 && !disabled && (
              <PlainButton
                bare
                aria-label={t("strategyEditor.universe.takeOff", { coin })}
                onClick={() => onChange(coins.filter((each) => each !== coin))}
              >
                <X size={14} aria-hidden="true" />
              </PlainButton>
            )}
          </li>
        ))}
      </ul>
      {!disabled && (most === 1 || coins.length < most) && (
        <CoinPicker
          label={t(most === 1 ? "strategyEditor.universe.another" : "strategyEditor.universe.add")}
          taken={coins}
          onPick={(coin) => onChange(most === 1 ? [coin] : [...coins, coin])}
        />
      )}
      {error !== null && <p className={classes.error}>{error}</p>}
    </fieldset>
  );
}

interface CoinsFieldProps {
  label: string;
  coins: readonly string[];
  error: string | null;
  most: number;
  onChange: (coins: readonly string[]) => void;
}
