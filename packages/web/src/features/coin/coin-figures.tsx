import type { CoinDetail, Listing } from "@cryptodesk/shared/market/listing.contract";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import {
  formatDate,
  formatDateTime,
  formatExact,
  formatPrice,
  formatQuantity,
  formatShare,
  formatUsd,
  UNKNOWN,
} from "../../lib/format.ts";
import { useLiveListing } from "../../market-data/use-live-listings.ts";
import { Change } from "../../ui/change.tsx";
import { Figure, FigureGrid } from "../../ui/figure.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RangeBar } from "../../ui/range-bar.tsx";
import classes from "./coin-figures.module.css";

/** Every key figure with what it means, who says it and as of when. */
export function CoinFigures({ coin }: { coin: CoinDetail }) {
  const { listing } = useLiveListing(coin.listing);
  const about = (meaning: string, value: unknown) => sourced(meaning, listing, value);
  const own = (meaning: string) => `${meaning} ${t("coin.ownFigure")}`;
  return (
    <Panel title={t("coin.keyFigures")}>
      <FigureGrid>
        <Figure label={t("words.marketCap")} about={about(t("coin.about.marketCap"), listing.marketCapUsd)}>
          {formatUsd(listing.marketCapUsd)}
        </Figure>
        <Figure label={t("words.volume24h")} about={about(t("coin.about.volume"), listing.volume24hUsd)}>
          {formatUsd(listing.volume24hUsd)}
        </Figure>
        <Figure
          label={t("coin.fullyDiluted")}
          about={about(t("coin.about.fullyDiluted"), listing.fullyDilutedValuationUsd)}
        >
          {formatUsd(listing.fullyDilutedValuationUsd)}
        </Figure>
        <Figure
          label={t("coin.volumeToCap")}
          about={about(t("coin.about.volumeToCap"), listing.marketCapUsd && listing.volume24hUsd)}
        >
          {ratio(listing)}
        </Figure>
        <Figure label={t("coin.ath")} about={about(t("coin.about.ath"), listing.athUsd)}>
          <Extreme price={listing.athUsd} at={listing.athAt} pct={listing.athChangePct} />
        </Figure>
        <Figure label={t("coin.atl")} about={about(t("coin.about.atl"), listing.atlUsd)}>
          <Extreme price={listing.atlUsd} at={listing.atlAt} pct={listing.atlChangePct} />
        </Figure>
        <Figure label={t("coin.volatility30d")} about={own(t("coin.about.volatility"))}>
          {formatShare(coin.ranges.volatility30dPct)}
        </Figure>
        <Figure label={t("coin.drawdown52w")} about={own(t("coin.about.drawdown52w"))}>
          <Change pct={belowPct(listing.priceUsd, coin.ranges.high52wUsd)} />
        </Figure>
        <Figure label={t("coin.listedSince")} about={about(t("coin.about.listedSince"), listing.listedAt)}>
          {formatDate(listing.listedAt)}
        </Figure>
        {coin.secondOpinion && (
          <Figure
            label={t("coin.secondSource")}
            about={t("coin.about.secondSource", {
              source: coin.secondOpinion.source,
              time: formatDateTime(coin.secondOpinion.asOf),
            })}
          >
            {formatPrice(coin.secondOpinion.priceUsd)}
            <small>
              {coin.secondOpinion.source}, <Change pct={coin.secondOpinion.differencePct} />
            </small>
          </Figure>
        )}
      </FigureGrid>
    </Panel>
  );
}

/** The day's and the year's range with the price in it. */
export function CoinRanges({ coin }: { coin: CoinDetail }) {
  const { listing } = useLiveListing(coin.listing);
  return (
    <Panel title={t("coin.ranges")}>
      <div className={classes.ranges}>
        <RangeBar
          label={t("coin.hours24")}
          low={listing.low24hUsd}
          high={listing.high24hUsd}
          price={listing.priceUsd}
        />
        <RangeBar
          label={t("coin.weeks52")}
          low={coin.ranges.low52wUsd}
          high={coin.ranges.high52wUsd}
          price={listing.priceUsd}
        />
      </div>
    </Panel>
  );
}

/** How many coins there are and can be. */
export function CoinSupply({ listing }: { listing: Listing }) {
  const share = issuedPct(listing);
  const about = (meaning: string, value: unknown) => sourced(meaning, listing, value);
  return (
    <Panel title={t("coin.supply")}>
      <FigureGrid>
        <Figure label={t("coin.circulating")} about={about(t("coin.about.circulating"), listing.circulatingSupply)}>
          <Quantity value={listing.circulatingSupply} />
        </Figure>
        <Figure label={t("coin.total")} about={about(t("coin.about.total"), listing.totalSupply)}>
          <Quantity value={listing.totalSupply} />
        </Figure>
        <Figure label={t("coin.maximum")} about={about(t("coin.about.maximum"), listing.maxSupply)}>
          <Quantity value={listing.maxSupply} />
        </Figure>
        <Figure label={t("coin.issued")} about={about(t("coin.about.issued"), share)}>
          {formatShare(share)}
        </Figure>
      </FigureGrid>
    </Panel>
  );
}

/** What a figure means, who says it and as of when; of one that is unknown, who says nothing of it. */
function sourced(meaning: string, { source, asOf }: Listing, value: unknown): string {
  const said = { source, time: formatDateTime(asOf) };
  return `${meaning} ${value === null ? t("coin.notSaid", said) : t("coin.from", said)}`;
}

function Quantity({ value }: { value: string | null }) {
  if (value === null) return <>{UNKNOWN}</>;
  return <span title={formatExact(value)}>{formatQuantity(value)}</span>;
}

// A longer one would break within its digits.
const LONG_PRICE = 15;

function Extreme({ price, at, pct }: { price: string | null; at: string | null; pct: number | null }): ReactNode {
  return (
    <>
      <span className={formatPrice(price).length > LONG_PRICE ? classes.long : ""}>{formatPrice(price)}</span>
      {price !== null && (
        <small>
          <Change pct={pct} />
          {at && <span>{formatDate(at)}</span>}
        </small>
      )}
    </>
  );
}

function ratio({ volume24hUsd, marketCapUsd }: Listing): string {
  const cap = Number(marketCapUsd ?? 0);
  return volume24hUsd === null || cap === 0 ? UNKNOWN : formatShare((Number(volume24hUsd) / cap) * 100, 2);
}

function issuedPct({ circulatingSupply, maxSupply }: Listing): number | null {
  const most = Number(maxSupply ?? 0);
  return circulatingSupply === null || most === 0 ? null : (Number(circulatingSupply) / most) * 100;
}

function belowPct(priceUsd: string, highUsd: string | null): number | null {
  const high = Number(highUsd ?? 0);
  return high > 0 ? Math.min(0, (Number(priceUsd) / high - 1) * 100) : null;
}
