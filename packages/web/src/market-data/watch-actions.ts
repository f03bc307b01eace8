import { t } from "../catalogue/catalogue.ts";
import { newId } from "../lib/new-id.ts";
import {
  type ListChange,
  MAX_WATCHED_COINS,
  MAX_WATCHLISTS,
  type Watchlist,
  watchlists,
  withCoins,
  withNewList,
  withoutCoin,
  withoutList,
} from "../stores/watchlists.ts";
import { showProblem, showUndo } from "../ui/toast.tsx";

export const listName = (list: Pick<Watchlist, "name">): string => list.name || t("watchlists.firstName");

const put = (lists: readonly Watchlist[]) => watchlists.set({ lists });
const lists = () => watchlists.get().lists;

/** @returns whether the change was made; why not is said to the person */
function apply({ lists: next, refused }: ListChange): boolean {
  if (refused === "too-many-lists") showProblem(t("watchlists.tooManyLists", { count: MAX_WATCHLISTS }));
  else if (refused === "too-many-coins") showProblem(t("watchlists.tooManyCoins", { count: MAX_WATCHED_COINS }));
  else if (!put(next)) showProblem(t("watchlists.notKept"));
  return refused === null;
}

/** @returns the new list's id; null where there is no room for it */
export function createList(name: string): string | null {
  const id = newId();
  return apply(withNewList(lists(), { id, name })) ? id : null;
}

export function addCoins(listId: string, ids: readonly string[]): boolean {
  return apply(withCoins(lists(), listId, ids, new Date().toISOString()));
}

export function removeCoin(listId: string, coinId: string, coinName: string): void {
  const before = lists();
  put(withoutCoin(before, listId, coinId));
  showUndo(t("watchlists.coinRemoved", { name: coinName }), () => put(before));
}

export function deleteList(list: Watchlist): void {
  const before = lists();
  put(withoutList(before, list.id));
  showUndo(t("watchlists.listDeleted", { name: listName(list) }), () => put(before));
}

/** Changes a list in a way that cannot be refused. */
export function changeLists(change: (lists: readonly Watchlist[]) => readonly Watchlist[]): void {
  put(change(lists()));
}
