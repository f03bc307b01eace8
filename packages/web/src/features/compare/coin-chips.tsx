import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Pill } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import classes from "./coin-chips.module.css";
import { MAX_COMPARED } from "./compare-search.ts";
import { seriesColour } from "./series-colour.ts";

/** The compared coins, each removable, and a field to add another. */
export function CoinChips({ ids, leftOut, listings, onChange }: CoinChipsProps) {
  return (
    <div className={classes.root}>
      <div className={classes.picker}>
        <CoinPicker
          label={ids.length < MAX_COMPARED ? t("compare.addCoin") : t("compare.full", { count: MAX_COMPARED })}
          taken={ids}
          disabled={ids.length >= MAX_COMPARED}
          onPick={(id) => onChange([...ids, id])}
        />
      </div>
      {ids.map((id, index) => {
        const name = listings.get(id)?.name ?? id;
        return (
          <Pill
            key={id}
            size="md"
            withRemoveButton
            onRemove={() => onChange([...ids, ...leftOut].filter((other) => other !== id))}
            removeButtonProps={{ "aria-label": t("compare.removeCoin", { name }), "aria-hidden": false, tabIndex: 0 }}
          >
            <span className={classes.swatch} style={{ background: seriesColour(index) }} />
            {name}
          </Pill>
        );
      })}
      {leftOut.length > 0 && (
        <p className={classes.leftOut} role="status">
          {t("compare.leftOut", { most: MAX_COMPARED, ids: leftOut.join(", ") })}
        </p>
      )}
    </div>
  );
}

interface CoinChipsProps {
  ids: readonly string[];
  /** Coins of the address that are too many; the first of them takes the place of one that is removed. */
  leftOut: readonly string[];
  listings: ReadonlyMap<string, ListingView>;
  onChange: (ids: string[]) => void;
}
