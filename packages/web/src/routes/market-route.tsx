import { Button, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useCallback } from "react";
import { ListingsList } from "../features/market/listings-list.tsx";
import { ListingsTable } from "../features/market/listings-table.tsx";
import { defaultDirection, type MarketSearch, toggleSort, withoutFilters } from "../features/market/market-search.ts";
import { MarketToolbar } from "../features/market/market-toolbar.tsx";
import { useListings } from "../features/market/use-listings.ts";
import { OverviewStrip } from "../features/overview/overview-strip.tsx";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./market-route.module.css";

const route = getRouteApi("/");

/** The market: overview, movers, and every coin, with the whole question in the address. */
export function MarketRoute() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const wide = useMediaQuery("(min-width: 48em)", true, { getInitialValueInEffect: false });
  const query = useListings(search);
  const { fetchNextPage, isFetchingNextPage } = query;
  const onMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const onSearch = useCallback(
    (next: MarketSearch, options?: { replace: boolean }) =>
      void navigate({ search: next, replace: options?.replace ?? false, resetScroll: false }),
    [navigate],
  );
  const sort = search.sort ?? "marketCap";
  const shown = { listings: query.listings, hasMore: query.hasNextPage, onMore, dimmed: query.isPlaceholderData };
  return (
    <Page title="Market" quiet>
      <div className={classes.root}>
        <OverviewStrip />
        <section className={classes.market} aria-label="All coins">
          <MarketToolbar
            search={search}
            onSearch={onSearch}
            compact={!wide}
            refreshing={query.isRefetching && !isFetchingNextPage}
            onRefresh={() => void query.refetch()}
          />
          {query.isPending && <RowsSkeleton wide={wide} />}
          {query.isError && !query.data && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
          {query.data && query.listings.length === 0 && <NothingFound search={search} onSearch={onSearch} />}
          {query.listings.length > 0 && !wide && <ListingsList {...shown} />}
          {query.listings.length > 0 && wide && (
            <ListingsTable
              {...shown}
              sort={sort}
              direction={search.direction ?? defaultDirection(sort)}
              onSort={(column) => onSearch(toggleSort(search, column))}
            />
          )}
        </section>
      </div>
    </Page>
  );
}

function NothingFound({ search, onSearch }: { search: MarketSearch; onSearch: (search: MarketSearch) => void }) {
  const filtered = Object.keys(withoutFilters(search)).length < Object.keys(search).length;
  if (!filtered) {
    return <EmptyNotice title="No coins yet" detail="The first refresh is under way; coins appear by themselves." />;
  }
  return (
    <EmptyNotice
      title="No coin matches"
      detail="Loosen a filter or look at the whole market."
      action={
        <Button size="xs" variant="default" onClick={() => onSearch(withoutFilters(search))}>
          Clear search and filters
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
