import { z } from "zod";
import { createPersistentStore } from "./persistent-store.ts";

export const MAX_WATCHLISTS = 50;
export const MAX_WATCHED_COINS = 250;
export const MAX_NOTE_LENGTH = 500;

/** The figures that a list can show beside the price. */
export const WATCH_COLUMNS = ["change1h", "change24h", "change7d", "marketCap", "volume", "sparkline", "note"] as const;
export type WatchColumn = (typeof WATCH_COLUMNS)[number];

const WatchedCoin = z.object({
  id: z.string().min(1).max(128),
  note: z.string().max(MAX_NOTE_LENGTH).catch(""),
  addedAt: z.iso.datetime().catch("1970-01-01T00:00:00.000Z"),
});
export type WatchedCoin = z.infer<typeof WatchedCoin>;

const Watchlist = z.object({
  id: z.string().min(1).max(64),
  /** Empty: the list that was there from the start and has no name of its own yet. */
  name: z.string().max(80).catch(""),
  coins: z
    .array(WatchedCoin.nullable().catch(null))
    .catch([])
    .transform((coins) => distinctById(coins.filter((coin) => coin !== null)).slice(0, MAX_WATCHED_COINS)),
  columns: z.array(z.enum(WATCH_COLUMNS)).catch([...WATCH_COLUMNS]),
});
/** Coins in the order in which they are shown. */
export type Watchlist = z.infer<typeof Watchlist>;

const FIRST: Watchlist = { id: "first", name: "", coins: [], columns: [...WATCH_COLUMNS] };

const Stored = z.object({ lists: z.array(Watchlist.nullable().catch(null)).catch([]) });

/** What was stored or imported, repaired: lists and coins that cannot be read are left out, and one list is always there. */
export function readWatchlists(stored: unknown): readonly Watchlist[] {
  const parsed = Stored.safeParse(stored);
  const lists = parsed.success ? parsed.data.lists.filter((list) => list !== null) : [];
  return lists.length === 0 ? [FIRST] : distinctById(lists).slice(0, MAX_WATCHLISTS);
}

function distinctById<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** The lists of this browser. They are kept here until there are accounts to keep them in. */
export const watchlists = createPersistentStore<{ lists: readonly Watchlist[] }>("cryptodesk-watchlists", (stored) => ({
  lists: readWatchlists(stored),
}));

/** Why a change of the lists was refused. */
export type WatchRefusal = "too-many-lists" | "too-many-coins";

export interface ListChange {
  lists: readonly Watchlist[];
  refused: WatchRefusal | null;
}

export function withNewList(lists: readonly Watchlist[], list: Pick<Watchlist, "id" | "name">): ListChange {
  if (lists.length >= MAX_WATCHLISTS) return { lists, refused: "too-many-lists" };
  return { lists: [...lists, { ...FIRST, ...list }], refused: null };
}

/** Adds coins at the end; those that are there already keep their place and note. All of them or none. */
export function withCoins(
  lists: readonly Watchlist[],
  listId: string,
  ids: readonly string[],
  addedAt: string,
): ListChange {
  const list = lists.find(({ id }) => id === listId);
  if (!list) return { lists, refused: null };
  const known = new Set(list.coins.map(({ id }) => id));
  const added = [...new Set(ids)].filter((id) => !known.has(id)).map((id) => ({ id, note: "", addedAt }));
  if (list.coins.length + added.length > MAX_WATCHED_COINS) return { lists, refused: "too-many-coins" };
  return { lists: changed(lists, listId, (old) => ({ ...old, coins: [...old.coins, ...added] })), refused: null };
}

export function withoutCoin(lists: readonly Watchlist[], listId: string, coinId: string): readonly Watchlist[] {
  return changed(lists, listId, (list) => ({ ...list, coins: list.coins.filter(({ id }) => id !== coinId) }));
}

/** Moves a coin by so many places, as far as the list reaches. */
export function withCoinMoved(
  lists: readonly Watchlist[],
  listId: string,
  coinId: string,
  by: number,
): readonly Watchlist[] {
  return changed(lists, listId, (list) => {
    const from = list.coins.findIndex(({ id }) => id === coinId);
    const coin = list.coins[from];
    if (!coin) return list;
    const rest = list.coins.toSpliced(from, 1);
    const to = Math.max(0, Math.min(rest.length, from + by));
    return { ...list, coins: rest.toSpliced(to, 0, coin) };
  });
}

export function withNote(
  lists: readonly Watchlist[],
  listId: string,
  coinId: string,
  note: string,
): readonly Watchlist[] {
  return changed(lists, listId, (list) => ({
    ...list,
    coins: list.coins.map((coin) => (coin.id === coinId ? { ...coin, note: note.slice(0, MAX_NOTE_LENGTH) } : coin)),
  }));
}

export function withName(lists: readonly Watchlist[], listId: string, name: string): readonly Watchlist[] {
  return changed(lists, listId, (list) => ({ ...list, name: name.trim().slice(0, 80) }));
}

export function withColumns(
  lists: readonly Watchlist[],
  listId: string,
  columns: readonly WatchColumn[],
): readonly Watchlist[] {
  return changed(lists, listId, (list) => ({ ...list, columns: WATCH_COLUMNS.filter((key) => columns.includes(key)) }));
}

/** One list is always left. */
export function withoutList(lists: readonly Watchlist[], listId: string): readonly Watchlist[] {
  const rest = lists.filter(({ id }) => id !== listId);
  return rest.length === 0 ? [FIRST] : rest;
}

function changed(
  lists: readonly Watchlist[],
  listId: string,
  change: (list: Watchlist) => Watchlist,
): readonly Watchlist[] {
  return lists.map((list) => (list.id === listId ? change(list) : list));
}
