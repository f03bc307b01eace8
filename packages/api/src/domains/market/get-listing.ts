import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { CoinDetail, GetListingInput } from "@cryptodesk/shared/market/listing.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function getListing(_ctx: ServiceContext, _i: GetListingInput): Promise<CoinDetail> {
  throw unavailable("not built yet");
}
