import type { ListingField, ListingView } from "@cryptodesk/shared/market/listing.contract";
import { Button, Menu } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { copyTable } from "../../lib/copy-table.ts";
import { formatCount } from "../../lib/format.ts";
import { idsText } from "../../lib/id-list.ts";
import { api } from "../../lib/trpc.ts";
import { livePrices } from "../../market-data/live-market.ts";
import { mergeListing } from "../../market-data/merge-listing.ts";
import { addCoins, listName } from "../../market-data/watch-actions.ts";
import type { MarketColumn } from "../../stores/market-columns.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { watchlists } from "../../stores/watchlists.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { showToast } from "../../ui/toast.tsx";
import { CsvButton } from "./csv-button.tsx";
import { fieldsOf, listingTexts } from "./listing-columns.tsx";
import { type MarketSearch, MOST_SELECTED } from "./market-search.ts";
import classes from "./selection-bar.module.css";

const MOST_COMPARED = 10;

/** What can be done with the selected coins. */
export function SelectionBar({
  ids,
  matching,
  selectAll,
  search: { sort, direction, then },
  listings,
  columns,
  onClear,
}: {
  ids: readonly string[];
  /** How many coins match; null while that is unknown. */
  matching: number | null;
  /** The mark of all, where no table has it at its head. */
  selectAll?: ReactNode;
  /** The order is kept in the file. */
  search: MarketSearch;
  listings: readonly ListingView[];
  columns: readonly MarketColumn[];
  onClear: () => void;
}) {
  const { lists } = useStore(watchlists);
  const compared = ids.slice(0, MOST_COMPARED);
  return (
    <section className={classes.root} aria-label={t("market.selection")}>
      {selectAll}
      <span role="status">
        <b>{t("market.selected", { count: ids.length })}</b>
        {ids.length >= MOST_SELECTED && ` ${fullWords(matching)}`}
      </span>
      {ids.length > 0 && (
        <>
          {" "}
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
          <CopyButton
            label={t("market.copy")}
            copy={async () => copyTable(await selectedRows(ids, listings, columns))}
          />
          <CsvButton question={{ sort, direction, then, ids }} size="xs" label={t("market.saveSelected")} />
          <Button size="xs" variant="subtle" onClick={onClear}>
            {t("market.clearSelection")}
          </Button>
        </>
      )}
    </section>
  );
}

/** Why no more are selected. */
function fullWords(matching: number | null): string {
  const most = formatCount(MOST_SELECTED);
  return matching !== null && matching > MOST_SELECTED
    ? t("market.selectedOf", { most, matching: formatCount(matching) })
    : t("market.selectedMost", { most });
}

/** The selected coins as a table, those that the list has not come to yet as well. */
async function selectedRows(
  ids: readonly string[],
  listings: readonly ListingView[],
  columns: readonly MarketColumn[],
): Promise<string[][]> {
  const shown = listings.filter(({ id }) => ids.includes(id));
  const missing = ids.filter((id) => !shown.some((listing) => listing.id === id));
  const fields: ListingField[] = ["name", "symbol", ...fieldsOf(columns)];
  const { items } =
    missing.length === 0 ? { items: [] } : await api.market.list.query({ ids: missing, limit: MOST_SELECTED, fields });
  const rows = [...shown, ...items].map((listing) => mergeListing(listing, livePrices.get(listing.id)?.change));
  return listingTexts(rows, columns);
}
