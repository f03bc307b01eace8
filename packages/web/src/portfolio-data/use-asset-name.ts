import { useCoin } from "../market-data/use-coin.ts";

/** How an asset is shown in a field: symbol and name of a coin, the code of money, the name of anything else. */
export function useAssetName(id: string): string {
  const isCoin = id !== "" && !/^(?:fiat|other):/.test(id);
  const { data } = useCoin(id, isCoin);
  if (id.startsWith("fiat:")) return id.slice(5).toUpperCase();
  if (id.startsWith("other:")) return id.slice(6);
  return data ? `${data.listing.symbol} ${data.listing.name}` : id;
}
