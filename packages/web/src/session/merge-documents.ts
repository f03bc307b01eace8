import type { MarketView } from "../stores/market-views.ts";
import type { WatchedCoin, Watchlist } from "../stores/watchlists.ts";

/**
 * Three versions of a list of things with ids: what both sides began with, what this browser made of it, and what the
 * account holds now. Neither side's additions and changes are lost; what one side removed goes unless the other changed it.
 */
interface Versions<Item> {
  base: readonly Item[];
  local: readonly Item[];
  remote: readonly Item[];
}

/** The account's order first, then what was added here. Where both changed one thing, `both` decides. */
function mergeById<Item extends { id: string }>(
  { base, local, remote }: Versions<Item>,
  both: (local: Item, remote: Item, base: Item | undefined) => Item,
): Item[] {
  const before = byId(base);
  const here = byId(local);
  const there = byId(remote);
  const kept = remote.flatMap((item) => {
    const mine = here.get(item.id);
    if (mine) return [both(mine, item, before.get(item.id))];
    const removedHere = before.has(item.id) && same(before.get(item.id), item);
    return removedHere ? [] : [item];
  });
  const added = local.filter(({ id }) => !there.has(id) && !same(before.get(id), here.get(id)));
  return [...kept, ...added];
}

/** The changed one; where both were changed, this browser's. */
function changed<Value>(local: Value, remote: Value, base: Value | undefined): Value {
  return base === undefined || same(local, base) ? remote : local;
}

export function mergeWatchlists(versions: Versions<Watchlist>): Watchlist[] {
  return mergeById(versions, (local, remote, base) => ({
    id: remote.id,
    name: changed(local.name, remote.name, base?.name) || local.name,
    columns: changed(local.columns, remote.columns, base?.columns),
    coins: mergeById<WatchedCoin>(
      { base: base?.coins ?? [], local: local.coins, remote: remote.coins },
      (mine, theirs, before) => ({
        ...theirs,
        note: changed(mine.note, theirs.note, before?.note) || mine.note,
      }),
    ),
  }));
}

export function mergeViews(versions: Versions<MarketView>): MarketView[] {
  return mergeById(versions, changed);
}

type Values = Readonly<Record<string, unknown>>;

/** Settings by name: those that were changed here since `base`, over the account's. */
export function mergeValues({ base, local, remote }: { base: Values; local: Values; remote: Values }): Values {
  const names = [...new Set([...Object.keys(remote), ...Object.keys(local)])];
  const merged = names.flatMap((name) => {
    const value = same(local[name], base[name]) ? remote[name] : local[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(merged);
}

/** Equal as they are stored; the order of names within an object does not count. */
export function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_name, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? ""
  );
}

function byId<Item extends { id: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.id, item]));
}
