import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { copyTable } from "../../lib/copy-table.ts";
import { formatPercent, formatPrice, formatUsd } from "../../lib/format.ts";
import { idsText } from "../../lib/id-list.ts";
import { addCoins, listName } from "../../market-data/watch-actions.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { watchlists } from "../../stores/watchlists.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { showToast } from "../../ui/toast.tsx";
import classes from "./selection-bar.module.css";

const MOST_COMPARED = 10;

/** What can be done with the selected coins. */
export function SelectionBar({
  ids,
  listings,
  onClear,
}: {
  ids: readonly string[];
  listings: readonly ListingView[];
  onClear: () => void;
}) {
  const { lists } = useStore(watchlists);
  const compared = ids.slice(0, MOST_COMPARED);
  return (
    <section className={classes.root} aria-label={t("market.selection")}>
      <b role="status">{t("market.selected", { count: ids.length })}</b>
      {ids.length > 1 && (
        <Button
          size="xs"
          variant="default"
          renderRoot={(props) => <Link {...props} to="/compare" search={{ ids: idsText(compared) }} />}
        >
          {t("market.compare", { count: compared.length })}
        </Button>
      )}
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default">
            {t("market.addToList")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {lists.map((list) => (
            <Menu.Item
              key={list.id}
              onClick={() => {
                if (addCoins(list.id, ids))
                  showToast(t("market.addedToList", { count: ids.length, list: listName(list) }));
              }}
            >
              {listName(list)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <CopyButton label={t("market.copy")} copy={() => copyTable(selectedRows(ids, listings))} />
      <Button size="xs" variant="subtle" onClick={onClear}>
        {t("market.clearSelection")}
      </Button>
    </section>
  );
}

/** The selected coins that are loaded, with what everybody wants to know of them; the first row is the head. */
function selectedRows(ids: readonly string[], listings: readonly ListingView[]): string[][] {
  const head = [
    t("words.coin"),
    t("words.symbol"),
    t("words.price"),
    t("market.column.change24h"),
    t("words.marketCap"),
    t("words.volume24h"),
  ];
  const rows = listings
    .filter(({ id }) => ids.includes(id))
    .map(({ id, name = id, symbol = "", priceUsd, change24hPct, marketCapUsd, volume24hUsd }) => [
      name,
      symbol,
      formatPrice(priceUsd),
      formatPercent(change24hPct),
      formatUsd(marketCapUsd),
      formatUsd(volume24hUsd),
    ]);
  return [head, ...rows];
}
