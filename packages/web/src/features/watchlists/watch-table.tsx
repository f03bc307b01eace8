import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { ActionIcon, Table, TextInput } from "@mantine/core";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import X from "lucide-react/icons/x";
import { type ReactNode, useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { ListingName } from "../../market-data/listing-name.tsx";
import { LiveAmountCell, LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import { changeLists, removeCoin } from "../../market-data/watch-actions.ts";
import {
  MAX_NOTE_LENGTH,
  type WatchColumn,
  type WatchedCoin,
  type Watchlist,
  withCoinMoved,
  withNote,
} from "../../stores/watchlists.ts";
import { Sparkline } from "../../ui/sparkline.tsx";
import classes from "./watch-table.module.css";

/** A list as rows in the order of its owner. */
export function WatchTable({ list, listings }: { list: Watchlist; listings: ReadonlyMap<string, ListingView> }) {
  const { coins, columns } = list;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
    <section className={classes.scroller} aria-label={t("words.tableOf", { name: t("watchlists.coins") })} tabIndex={0}>
      <Table verticalSpacing={4} horizontalSpacing="sm" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t("words.coin")}</Table.Th>
            <Table.Th scope="col">{t("words.price")}</Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} scope="col" data-column={column}>
                {t(`watchlists.column.${column}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t("watchlists.order")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {coins.map((coin, index) => (
            <Row
              key={coin.id}
              list={list}
              coin={coin}
              listing={listings.get(coin.id) ?? { id: coin.id }}
              first={index === 0}
              last={index === coins.length - 1}
            />
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

interface RowProps {
  list: Watchlist;
  coin: WatchedCoin;
  listing: ListingView;
  first: boolean;
  last: boolean;
}

function Row({ list, coin, listing, first, last }: RowProps) {
  return (
    <Table.Tr>
      <Table.Td>
        <ListingName listing={listing} />
      </Table.Td>
      <Table.Td>
        <LivePriceCell listing={listing} />
      </Table.Td>
      {list.columns.map((column) => (
        <Table.Td key={column} data-column={column}>
          {column === "note" ? (
            <Note list={list} coin={coin} name={listing.name ?? coin.id} />
          ) : (
            cellOf(column, listing)
          )}
        </Table.Td>
      ))}
      <Table.Td>
        <Order list={list} coin={coin} name={listing.name ?? coin.id} first={first} last={last} />
      </Table.Td>
    </Table.Tr>
  );
}

function cellOf(column: Exclude<WatchColumn, "note">, listing: ListingView): ReactNode {
  switch (column) {
    case "change1h":
      return <LiveChangeCell listing={listing} window="1h" />;
    case "change24h":
      return <LiveChangeCell listing={listing} window="24h" />;
    case "change7d":
      return <LiveChangeCell listing={listing} window="7d" />;
    case "marketCap":
      return <LiveAmountCell listing={listing} figure="marketCapUsd" />;
    case "volume":
      return <LiveAmountCell listing={listing} figure="volume24hUsd" />;
    case "sparkline":
      return <Sparkline values={listing.sparkline7d} />;
  }
}

function Note({ list, coin, name }: { list: Watchlist; coin: WatchedCoin; name: string }) {
  return (
    <TextInput
      size="xs"
      variant="unstyled"
      className={classes.note}
      aria-label={t("watchlists.noteOf", { name })}
      placeholder={t("watchlists.notePlaceholder")}
      defaultValue={coin.note}
      maxLength={MAX_NOTE_LENGTH}
      onBlur={(event) => {
        const note = event.currentTarget.value;
        if (note !== coin.note) changeLists((lists) => withNote(lists, list.id, coin.id, note));
      }}
    />
  );
}

/** Moves a coin and takes it off. The focus stays on the button that was used, wherever its row went. */
function Order({
  list,
  coin,
  name,
  first,
  last,
}: {
  list: Watchlist;
  coin: WatchedCoin;
  name: string;
  first: boolean;
  last: boolean;
}) {
  const up = useRef<HTMLButtonElement>(null);
  const down = useRef<HTMLButtonElement>(null);
  const move = (by: number) => {
    changeLists((lists) => withCoinMoved(lists, list.id, coin.id, by));
    requestAnimationFrame(() => {
      const [wanted, other] = by < 0 ? [up, down] : [down, up];
      (wanted.current?.disabled ? other : wanted).current?.focus();
    });
  };
  return (
    <span className={classes.order}>
      <ActionIcon
        ref={up}
        variant="subtle"
        color="gray"
        disabled={first}
        aria-label={t("watchlists.moveUp", { name })}
        onClick={() => move(-1)}
      >
        <ArrowUp size={15} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        ref={down}
        variant="subtle"
        color="gray"
        disabled={last}
        aria-label={t("watchlists.moveDown", { name })}
        onClick={() => move(1)}
      >
        <ArrowDown size={15} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t("watchlists.removeCoin", { name })}
        onClick={() => removeCoin(list.id, coin.id, name)}
      >
        <X size={15} aria-hidden="true" />
      </ActionIcon>
    </span>
  );
}
