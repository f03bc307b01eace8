import { Button, Skeleton } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import { ListBar } from "../features/watchlists/list-bar.tsx";
import { parseWatchSearch, type WatchSearch } from "../features/watchlists/watch-search.ts";
import { WatchTable } from "../features/watchlists/watch-table.tsx";
import { WatchTiles } from "../features/watchlists/watch-tiles.tsx";
import { idsText } from "../lib/id-list.ts";
import { useOwnSearch } from "../lib/use-own-search.ts";
import { CoinPicker } from "../market-data/coin-picker.tsx";
import { useListingsById } from "../market-data/use-listings-by-id.ts";
import { useTop } from "../market-data/use-top.ts";
import { addCoins } from "../market-data/watch-actions.ts";
import { useSession } from "../session/session.ts";
import { useStore } from "../stores/persistent-store.ts";
import { type Watchlist, watchlists } from "../stores/watchlists.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { Segments } from "../ui/segments.tsx";
import classes from "./watchlists-route.module.css";

const route = getRouteApi("/watchlists");
const MOST_COMPARED = 10;
const SUGGESTED = 10;

/** Lists of coins that somebody keeps an eye on, in their own order and with their own notes. */
export function WatchlistsRoute() {
  const { list: wanted, view } = useOwnSearch(route.useSearch(), parseWatchSearch);
  const navigate = route.useNavigate();
  const { lists } = useStore(watchlists);
  const { me, acting } = useSession();
  const list = lists.find(({ id }) => id === wanted) ?? lists[0];
  const change = (next: WatchSearch) => void navigate({ search: next, resetScroll: false });
  if (!list) return null;
  return (
    <Page
      title={t("shell.pages.watchlists")}
      intro={t(me && !acting ? "watchlists.keptWithAccount" : "watchlists.keptHere")}
    >
      <ListBar lists={lists} current={list} onOpen={(id) => change({ list: id, ...(view && { view }) })} />
      <Panel
        title={t("watchlists.coins")}
        flush
        actions={
          <div className={classes.actions}>
            <div className={classes.picker}>
              <CoinPicker
                label={t("watchlists.addCoin")}
                taken={list.coins.map(({ id }) => id)}
                onPick={(id) => addCoins(list.id, [id])}
              />
            </div>
            {list.coins.length > 1 && <CompareLink list={list} />}
            <Segments
              size="xs"
              label={t("watchlists.view")}
              value={view ?? "table"}
              options={[
                { value: "table", label: t("watchlists.table") },
                { value: "tiles", label: t("watchlists.tiles") },
              ]}
              onChange={(next) =>
                change({ ...(wanted && { list: wanted }), ...(next === "tiles" && { view: "tiles" as const }) })
              }
            />
          </div>
        }
      >
        {list.coins.length === 0 ? <Empty list={list} /> : <Watched list={list} tiles={view === "tiles"} />}
      </Panel>
    </Page>
  );
}

function CompareLink({ list }: { list: Watchlist }) {
  const ids = list.coins.slice(0, MOST_COMPARED).map(({ id }) => id);
  return (
    <Button
      size="xs"
      variant="default"
      renderRoot={(props) => <Link {...props} to="/compare" search={{ ids: idsText(ids) }} />}
    >
      {t("watchlists.compare", { count: ids.length })}
    </Button>
  );
}

function Watched({ list, tiles }: { list: Watchlist; tiles: boolean }) {
  const { byId, isPending, data, error, refetch } = useListingsById(list.coins.map(({ id }) => id));
  if (isPending) return <Skeleton height={Math.min(12, list.coins.length + 1) * 40} radius={0} />;
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return tiles ? <WatchTiles list={list} listings={byId} /> : <WatchTable list={list} listings={byId} />;
}

function Empty({ list }: { list: Watchlist }) {
  const { data } = useTop("market-cap", SUGGESTED);
  const largest = data?.items.map(({ listing }) => listing.id) ?? [];
  return (
    <EmptyNotice
      title={t("watchlists.empty")}
      detail={t("watchlists.emptyDetail")}
      action={
        largest.length > 0 && (
          <Button size="xs" variant="default" onClick={() => addCoins(list.id, largest)}>
            {t("watchlists.addLargest", { count: largest.length })}
          </Button>
        )
      }
    />
  );
}
