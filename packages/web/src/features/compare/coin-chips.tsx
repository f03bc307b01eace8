import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Pill } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import classes from "./coin-chips.module.css";
import { MAX_COMPARED } from "./compare-search.ts";
import { seriesColour } from "./series-colour.ts";

/** The compared coins, each removable, and a field to add another. */
export function CoinChips({ ids, listings, onChange }: CoinChipsProps) {
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
            onRemove={() => onChange(ids.filter((other) => other !== id))}
            removeButtonProps={{ "aria-label": t("compare.removeCoin", { name }), "aria-hidden": false, tabIndex: 0 }}
          >
            <span className={classes.swatch} style={{ background: seriesColour(index) }} />
            {name}
          </Pill>
        );
      })}
    </div>
  );
}

interface CoinChipsProps {
  ids: readonly string[];
  listings: ReadonlyMap<string, ListingView>;
  onChange: (ids: string[]) => void;
}
