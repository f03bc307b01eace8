import type { CoinDetail } from "@cryptodesk/shared/market/listing.contract";
import { Skeleton } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useDeferredValue } from "react";
import { t } from "../catalogue/catalogue.ts";
import { CoinChart } from "../features/coin/coin-chart.tsx";
import { CoinAlternatives, CoinData } from "../features/coin/coin-data.tsx";
import { CoinFigures, CoinRanges, CoinSupply } from "../features/coin/coin-figures.tsx";
import { CoinHeader } from "../features/coin/coin-header.tsx";
import { lookOf, searchOf } from "../features/coin/coin-search.ts";
import { QuarantineNotice } from "../features/coin/quarantine-notice.tsx";
import { SimilarCoins } from "../features/coin/similar-coins.tsx";
import { describeError } from "../lib/api-error.ts";
import { useCoin } from "../market-data/use-coin.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";
import { Trail } from "../ui/trail.tsx";
import classes from "./coin-route.module.css";

const route = getRouteApi("/coins/$coinId");

/** Everything about one coin. */
export function CoinRoute() {
  const { coinId } = route.useParams();
  const { data, isPending, error, refetch } = useCoin(coinId);
  // The first answer is drawn in slices; another coin's, already there, at once.
  const drawn = useDeferredValue(data);
  if (isPending || (data && !drawn)) return <CoinSkeleton id={coinId} />;
  if (!data) return <CoinMissing id={coinId} error={error} onRetry={() => void refetch()} />;
  return <Coin coin={drawn?.listing.id === data.listing.id ? drawn : data} />;
}

function Coin({ coin }: { coin: CoinDetail }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { listing } = coin;
  return (
    <div className={classes.root}>
      <Trail here={listing.name}>
        <Link to="/">{t("shell.pages.market")}</Link>
      </Trail>
      <CoinHeader coin={coin} />
      <QuarantineNotice id={listing.id} quarantined={listing.quarantined} />
      <div className={classes.columns}>
        <div className={classes.chart}>
          <CoinChart
            id={listing.id}
            name={listing.name}
            look={lookOf(search)}
            onLook={(look) => void navigate({ search: searchOf(look), replace: true, resetScroll: false })}
          />
        </div>
        <div className={classes.side}>
          <CoinRanges coin={coin} />
          <CoinFigures coin={coin} />
          <CoinSupply listing={listing} />
          <CoinAlternatives coin={coin} />
        </div>
        <div className={classes.rest}>
          <SimilarCoins key={listing.id} id={listing.id} name={listing.name} />
          <CoinData coin={coin} />
        </div>
      </div>
    </div>
  );
}

function CoinSkeleton({ id }: { id: string }) {
  useDocumentTitle(`${id} · CryptoDesk`);
  return (
    <div className={classes.root} aria-busy="true">
      <Trail here={id}>
        <Link to="/">{t("shell.pages.market")}</Link>
      </Trail>
      <Skeleton height={64} />
      <div className={classes.columns}>
        <Skeleton height={520} />
        <Skeleton height={520} />
      </div>
    </div>
  );
}

function CoinMissing({ id, error, onRetry }: { id: string; error: unknown; onRetry: () => void }) {
  if (describeError(error).kind !== "not-found") {
    return (
      <Page title={t("words.coin")}>
        <ErrorNotice error={error} onRetry={onRetry} />
      </Page>
    );
  }
  return (
    <Page title={t("coin.notFound")}>
      <EmptyNotice
        title={t("coin.notFoundTitle", { id })}
        detail={t("coin.notFoundDetail")}
        action={
          <Link to="/" search={{ search: id }}>
            {t("coin.searchMarket")}
          </Link>
        }
      />
    </Page>
  );
}
