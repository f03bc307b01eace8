import { Button, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import { fieldsOf } from "../features/market/listing-columns.tsx";
import { ListingsList } from "../features/market/listings-list.tsx";
import { ListingsTable } from "../features/market/listings-table.tsx";
import {
  addSort,
  type MarketSearch,
  parseMarketSearch,
  sortKeys,
  toggleSort,
  withoutFilters,
} from "../features/market/market-search.ts";
import { MarketToolbar } from "../features/market/market-toolbar.tsx";
import { SelectAll, SelectionContext } from "../features/market/selection.tsx";
import { SelectionBar } from "../features/market/selection-bar.tsx";
import { useListingCount } from "../features/market/use-listing-count.ts";
import { useListings } from "../features/market/use-listings.ts";
import { useSelection } from "../features/market/use-selection.ts";
import { OverviewStrip } from "../features/overview/overview-strip.tsx";
import { useOwnSearch } from "../lib/use-own-search.ts";
import { columnsText, type MarketColumn, marketColumns, readColumns } from "../stores/market-columns.ts";
import { useStore } from "../stores/persistent-store.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./market-route.module.css";

const route = getRouteApi("/");

/** Every coin of the market, with the whole question in the address. */
export function MarketRoute() {
  const search = useOwnSearch(route.useSearch(), parseMarketSearch);
  const navigate = route.useNavigate();
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const own = useStore(marketColumns);
  const columns = useMemo(() => (search.cols ? readColumns(search.cols) : own), [search.cols, own]);
  const onSearch = useCallback(
    (next: MarketSearch, options?: { replace: boolean }) =>
      void navigate({ search: next, replace: options?.replace ?? false, resetScroll: false }),
    [navigate],
  );
  useColumnsInAddress(search, onSearch, own);
  const fields = useMemo(() => fieldsOf(columns), [columns]);
  const query = useListings(search, fields);
  const { fetchNextPage, isFetchingNextPage } = query;
  // Rows are drawn in slices: many of them at once would hold up whatever the person does.
  const listings = useDeferredValue(query.listings);
  const found = query.listings.length > 0;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const [choosing, setChoosing] = useState(false);
  const counted = useListingCount(search);
  const matching = counted === null || counted.former ? null : counted.matching;
  const selection = useSelection(search, onSearch, {
    listings: query.listings,
    hasMore: query.hasNextPage,
    matching,
    former: query.isPlaceholderData,
  });
  const selecting = choosing || selection.ids.length > 0;
  const shown = { listings, hasMore: query.hasNextPage, onMore, dimmed: query.isPlaceholderData };
  return (
    <Page title={t("shell.pages.market")} quiet>
      <div className={classes.root}>
        <OverviewStrip />
        <section className={classes.market} aria-label={t("market.allCoins")}>
          <MarketToolbar
            search={search}
            onSearch={onSearch}
            counted={counted}
            columns={columns}
            onColumns={(next) => {
              marketColumns.set(next);
              onSearch({ ...search, cols: columnsText(next) }, { replace: true });
            }}
            compact={!wide}
            choosing={selecting}
            onChoosing={(on) => {
              setChoosing(on);
              if (!on) onSearch({ ...search, sel: undefined }, { replace: true });
            }}
            refreshing={query.isRefetching && !isFetchingNextPage}
            onRefresh={() => void query.refetch()}
          />
          {(selection.ids.length > 0 || (selecting && !wide)) && (
            <SelectionBar
              ids={selection.ids}
              matching={matching}
              selectAll={!wide && <SelectAll all={selection.all} label={t("market.all")} />}
              search={search}
              listings={query.listings}
              columns={columns}
              onClear={selection.clear}
            />
          )}
          {(query.isPending || (found && listings.length === 0)) && <RowsSkeleton wide={wide} />}
          {query.isError && !query.data && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
          {query.data && !found && <NothingFound search={search} onSearch={onSearch} />}
          {found && listings.length > 0 && !wide && (
            <SelectionContext value={selection.marks}>
              <ListingsList {...shown} choosing={selecting} />
            </SelectionContext>
          )}
          {found && listings.length > 0 && wide && (
            <SelectionContext value={selection.marks}>
              <ListingsTable
                {...shown}
                columns={columns}
                selectAll={<SelectAll all={selection.all} />}
                order={sortKeys(search)}
                onSort={(column, add) => onSearch(add ? addSort(search, column) : toggleSort(search, column))}
              />
            </SelectionContext>
          )}
        </section>
      </div>
    </Page>
  );
}

/** Own columns are put into an address that names none, so that whoever it is shared with sees the same. */
function useColumnsInAddress(
  search: MarketSearch,
  onSearch: (search: MarketSearch, options: { replace: boolean }) => void,
  own: readonly MarketColumn[],
): void {
  const cols = search.cols === undefined ? columnsText(own) : undefined;
  useEffect(() => {
    if (cols !== undefined) onSearch({ ...search, cols }, { replace: true });
  }, [cols, onSearch, search]);
}

function NothingFound({ search, onSearch }: { search: MarketSearch; onSearch: (search: MarketSearch) => void }) {
  const filtered = Object.keys(withoutFilters(search)).length < Object.keys(search).length;
  if (!filtered) {
    return <EmptyNotice title={t("market.noCoins")} detail={t("market.noCoinsDetail")} />;
  }
  return (
    <EmptyNotice
      title={t("market.noMatch")}
      detail={t("market.noMatchDetail")}
      action={
        <Button size="xs" variant="default" onClick={() => onSearch(withoutFilters(search))}>
          {t("market.clearFilters")}
        </Button>
      }
    />
  );
}

function RowsSkeleton({ wide }: { wide: boolean }) {
  const height = wide ? 42 : 60;
  return (
    <div className={classes.skeleton} aria-busy="true">
      {Array.from({ length: 14 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} style={{ height }}>
          <Skeleton height={14} width={`${92 - ((index * 7) % 22)}%`} />
        </div>
      ))}
    </div>
  );
}
