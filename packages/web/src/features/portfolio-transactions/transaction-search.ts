import { AssetId, Day } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type ListTransactionsInput, TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";

/** What the transactions keep in their address. Days are UTC; types are joined by commas. */
export interface TransactionSearch {
  wallet?: string | undefined;
  asset?: string | undefined;
  types?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  tag?: string | undefined;
  text?: string | undefined;
  order?: "oldest" | undefined;
  deleted?: "yes" | undefined;
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_TAG = 40;
const MOST_TEXT = 100;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseTransactionSearch(raw: Record<string, unknown>): TransactionSearch {
  const text = (value: unknown, most: number) => {
    const trimmed = typeof value === "string" ? value.trim().slice(0, most) : "";
    return trimmed === "" ? undefined : trimmed;
  };
  const fitting = (value: unknown, fits: (text: string) => boolean) =>
    typeof value === "string" && fits(value) ? value : undefined;
  const isDay = (value: string) => Day.safeParse(value).success;
  const types = typesOf(fitting(raw.types, () => true));
  return withoutEmpty({
    wallet: fitting(raw.wallet, (value) => ID.test(value)),
    asset: fitting(raw.asset, (value) => AssetId.safeParse(value).success),
    types: types.length === 0 ? undefined : types.join(","),
    from: fitting(raw.from, isDay),
    to: fitting(raw.to, isDay),
    tag: text(raw.tag, MOST_TAG),
    text: text(raw.text, MOST_TEXT),
    order: raw.order === "oldest" ? "oldest" : undefined,
    deleted: raw.deleted === "yes" ? "yes" : undefined,
  });
}

/** The types that an address names, each once. */
export function typesOf(joined: string | undefined): TransactionType[] {
  const known = (joined ?? "").split(",").flatMap((name) => TransactionType.safeParse(name).data ?? []);
  return [...new Set(known)];
}

/** The address's question as the API takes it. */
export function transactionQuestion(
  search: TransactionSearch,
): Omit<Partial<ListTransactionsInput>, "portfolioId" | "limit" | "cursor"> {
  const { wallet, asset, types, from, to, tag, text, order, deleted } = search;
  return {
    ...(wallet !== undefined && { walletId: wallet }),
    ...(asset !== undefined && { assetId: asset }),
    ...(types !== undefined && { types: typesOf(types) }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(tag !== undefined && { tag }),
    ...(text !== undefined && { text }),
    ...(order !== undefined && { order }),
    ...(deleted !== undefined && { deleted: true }),
  };
}

/** Whether the address leaves anything out. */
export const isFiltered = ({ order: _order, ...filters }: TransactionSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined);

function withoutEmpty(search: TransactionSearch): TransactionSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
