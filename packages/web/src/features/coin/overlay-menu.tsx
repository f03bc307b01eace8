import { Button, CloseButton, Popover } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { CoinPicker } from "../../market-data/coin-picker.tsx";
import { useListingsById } from "../../market-data/use-listings-by-id.ts";
import { MOST_OVERLAYS } from "./coin-search.ts";
import classes from "./overlay-menu.module.css";

/** Which coins are drawn beside this one. */
export function OverlayMenu({ id, chosen, onChange }: OverlayMenuProps) {
  const { byId } = useListingsById(chosen);
  return (
    <Popover position="bottom-end" width={260} withinPortal trapFocus shadow="md">
      <Popover.Target>
        <Button size="compact-xs" h={28} variant={chosen.length > 0 ? "light" : "default"}>
          {t("coin.beside")}
          {chosen.length > 0 && ` (${chosen.length})`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("coin.beside")}>
        <CoinPicker
          inDialog
          label={t("coin.besideAdd")}
          taken={[id, ...chosen]}
          disabled={chosen.length >= MOST_OVERLAYS}
          onPick={(picked) => onChange([...chosen, picked])}
        />
        <ul className={classes.list}>
          {chosen.map((coin) => {
            const name = byId.get(coin)?.name ?? coin;
            return (
              <li key={coin}>
                {name}
                <CloseButton
                  size="sm"
                  aria-label={t("coin.besideRemove", { name })}
                  onClick={() => onChange(chosen.filter((other) => other !== coin))}
                />
              </li>
            );
          })}
        </ul>
        <p className={classes.note}>{t("coin.besideNote", { most: MOST_OVERLAYS })}</p>
      </Popover.Dropdown>
    </Popover>
  );
}

interface OverlayMenuProps {
  /** The coin that is looked at. */
  id: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}
