import type { CoinDetail, Listing } from "@cryptodesk/shared/market/listing.contract";
import type { ReactNode } from "react";
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
  const about = (meaning: string) => `${meaning} From ${listing.source}, ${formatDateTime(listing.asOf)}.`;
  const own = (meaning: string) => `${meaning} Worked out by this desk from its stored daily prices.`;
  return (
    <Panel title="Key figures">
      <FigureGrid>
        <Figure label="Market cap" about={about("Price times circulating supply.")}>
          {formatUsd(listing.marketCapUsd)}
        </Figure>
        <Figure label="Volume 24 h" about={about("Worth of all trades within 24 hours.")}>
          {formatUsd(listing.volume24hUsd)}
        </Figure>
        <Figure label="Fully diluted" about={about("Price times the supply once every coin exists.")}>
          {formatUsd(listing.fullyDilutedValuationUsd)}
        </Figure>
        <Figure
          label="Volume / cap"
          about={about("Volume within 24 hours as a share of market cap: how briskly it trades.")}
        >
          {ratio(listing)}
        </Figure>
        <Figure label="All-time high" about={about("Highest price the source knows of.")}>
          <Extreme price={listing.athUsd} at={listing.athAt} pct={listing.athChangePct} />
        </Figure>
        <Figure label="All-time low" about={about("Lowest price the source knows of.")}>
          <Extreme price={listing.atlUsd} at={listing.atlAt} pct={listing.atlChangePct} />
        </Figure>
        <Figure
          label="Volatility 30 d"
          about={own("Standard deviation of daily log returns, annualised over 365 days.")}
        >
          {formatShare(coin.ranges.volatility30dPct)}
        </Figure>
        <Figure label="Listed since" about={about("When the source first listed the coin, or this desk first saw it.")}>
          {formatDate(listing.listedAt)}
        </Figure>
        {coin.secondOpinion && (
          <Figure
            label="Second source"
            about={`What ${coin.secondOpinion.source} says of the same coin, ${formatDateTime(coin.secondOpinion.asOf)}.`}
          >
            {formatPrice(coin.secondOpinion.priceUsd)}
            <small>
              {coin.secondOpinion.source}, <Change pct={coin.secondOpinion.differencePct} /> apart
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
    <Panel title="Ranges">
      <div className={classes.ranges}>
        <RangeBar label="24 hours" low={listing.low24hUsd} high={listing.high24hUsd} price={listing.priceUsd} />
        <RangeBar label="52 weeks" low={coin.ranges.low52wUsd} high={coin.ranges.high52wUsd} price={listing.priceUsd} />
      </div>
    </Panel>
  );
}

/** How many coins there are and can be. */
export function CoinSupply({ listing }: { listing: Listing }) {
  const share = issuedPct(listing);
  const about = (meaning: string) => `${meaning} From ${listing.source}, ${formatDateTime(listing.asOf)}.`;
  return (
    <Panel title="Supply">
      <FigureGrid>
        <Figure label="Circulating" about={about("Coins in public hands.")}>
          <Quantity value={listing.circulatingSupply} />
        </Figure>
        <Figure label="Total" about={about("Coins that exist, less those burned.")}>
          <Quantity value={listing.totalSupply} />
        </Figure>
        <Figure
          label="Maximum"
          about={about("Coins that can ever exist; a dash where there is no limit or none is known.")}
        >
          <Quantity value={listing.maxSupply} />
        </Figure>
        <Figure
          label="Issued"
          about={about("Circulating supply as a share of the maximum. Sources do report more than 100 %.")}
        >
          {formatShare(share)}
        </Figure>
      </FigureGrid>
    </Panel>
  );
}

function Quantity({ value }: { value: string | null }) {
  if (value === null) return <>{UNKNOWN}</>;
  return <span title={formatExact(value)}>{formatQuantity(value)}</span>;
}

function Extreme({ price, at, pct }: { price: string | null; at: string | null; pct: number | null }): ReactNode {
  return (
    <>
      {formatPrice(price)}
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
