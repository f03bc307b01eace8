import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";
import { AssetNames } from "../portfolios/asset-names.ts";
import type { StoredDraft } from "./stored-draft.ts";

/**
 * A coin id that the market does not know is a typing error more often than a coin: it would be held forever without a
 * price.
 * @throws DomainError INVALID_INPUT naming the field and what to write instead
 */
export async function requireKnownAssets(
  db: Db,
  draft: Pick<StoredDraft, "assetId" | "toAssetId" | "feeAssetId">,
): Promise<void> {
  const { assetId, toAssetId, feeAssetId } = draft;
  const names = await AssetNames.read(db, [assetId, toAssetId, feeAssetId]);
  const errors = Object.entries({ assetId, toAssetId, feeAssetId }).flatMap(([field, id]) =>
    id === null || names.knows(id)
      ? []
      : [
          {
            pointer: `/${field}`,
            detail: `"${id}" is no coin of the market. Give a coin's id, not its symbol; fiat:eur for money; other:${id.slice(0, 40)} for what the market does not list.`,
          },
        ],
  );
  if (errors.length > 0)
    throw new DomainError("INVALID_INPUT", errors.map(({ detail }) => detail).join(" "), { errors });
}
