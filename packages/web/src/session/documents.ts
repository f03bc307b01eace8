import type { WorkspaceName } from "@cryptodesk/shared/identity/workspace.contract";
import { colorScheme } from "../stores/color-scheme.ts";
import { columnWidths } from "../stores/column-widths.ts";
import { marketColumns } from "../stores/market-columns.ts";
import { MAX_VIEWS, marketViews, readViews } from "../stores/market-views.ts";
import type { PersistentStore } from "../stores/persistent-store.ts";
import { preferences } from "../stores/preferences.ts";
import { MAX_WATCHED_COINS, MAX_WATCHLISTS, readWatchlists, watchlists } from "../stores/watchlists.ts";
import { mergeValues, mergeViews, mergeWatchlists, same } from "./merge-documents.ts";

/** A document as the account stores it. */
export type Body = Record<string, unknown> | unknown[];

/** Three versions of one document; see merge-documents.ts. `base` is undefined where both sides began with nothing. */
interface BodyVersions {
  base: Body | undefined;
  local: Body;
  remote: Body;
}

/** One document of the workspace and the store that holds it in this browser. */
export interface WorkspacePart {
  name: WorkspaceName;
  read: () => Body;
  write: (body: Body) => void;
  /** Where it is kept. */
  stores: readonly Pick<PersistentStore<unknown>, "listen" | "reload">[];
  /** Whether what was collected here without an account belongs into the account, too; choices do not: the account's hold. */
  collected: boolean;
  merge: (versions: BodyVersions) => Body;
  /** Whether a merged body is more than the desk keeps; what is too much is left out. */
  overflows: (body: Body) => boolean;
}

const settle = ({ base, local, remote }: BodyVersions) => (base !== undefined && !same(base, local) ? local : remote);
const never = () => false;

const lists = (body: Body | undefined) => readWatchlists(body).filter((list) => list.coins.length > 0 || !isBare(list));
const isBare = ({ id, name }: { id: string; name: string }) => id === "first" && name === "";

function overfull(body: Body): boolean {
  const given: unknown = Array.isArray(body) ? body : body.lists;
  if (!Array.isArray(given)) return false;
  const tooLong = (list: unknown) =>
    typeof list === "object" &&
    list !== null &&
    "coins" in list &&
    Array.isArray(list.coins) &&
    list.coins.length > MAX_WATCHED_COINS;
  return given.length > MAX_WATCHLISTS || given.some(tooLong);
}

/** Everything of the desk that follows an account. */
export const WORKSPACE: readonly WorkspacePart[] = [
  {
    name: "watchlists",
    read: () => ({ lists: [...watchlists.get().lists] }),
    write: (body) => void watchlists.set(watchlists.read(body)),
    stores: [watchlists],
    collected: true,
    merge: ({ base, local, remote }) => ({
      lists: mergeWatchlists({
        base: base ? lists(base) : [],
        local: lists(local),
        remote: [...readWatchlists(remote)],
      }),
    }),
    overflows: overfull,
  },
  {
    name: "marketViews",
    read: () => [...marketViews.get()],
    write: (body) => void marketViews.set(marketViews.read(body)),
    stores: [marketViews],
    collected: true,
    merge: ({ base, local, remote }) =>
      mergeViews({ base: readViews(base), local: readViews(local), remote: readViews(remote) }),
    overflows: (body) => Array.isArray(body) && body.length > MAX_VIEWS,
  },
  {
    name: "marketColumns",
    read: () => [...marketColumns.get()],
    write: (body) => void marketColumns.set(marketColumns.read(body)),
    stores: [marketColumns],
    collected: false,
    merge: settle,
    overflows: never,
  },
  {
    name: "columnWidths",
    read: () => ({ ...columnWidths.get() }),
    write: (body) => void columnWidths.set(columnWidths.read(body)),
    stores: [columnWidths],
    collected: false,
    merge: mergeSettings,
    overflows: never,
  },
  {
    name: "preferences",
    read: () => ({ ...preferences.get(), colorScheme: colorScheme.get() }),
    write: (body) => {
      preferences.set(preferences.read(body));
      if (!Array.isArray(body)) colorScheme.set(colorScheme.read(body.colorScheme));
    },
    stores: [preferences, colorScheme],
    collected: false,
    merge: mergeSettings,
    overflows: never,
  },
];

function mergeSettings({ base, local, remote }: BodyVersions): Body {
  if (base === undefined || Array.isArray(base) || Array.isArray(local) || Array.isArray(remote)) return remote;
  return { ...mergeValues({ base, local, remote }) };
}
