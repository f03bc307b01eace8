import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ListSetAsideInput, SetAsidePage } from "@cryptodesk/shared/market/provider.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listSetAside(_ctx: ServiceContext, _i: ListSetAsideInput): Promise<SetAsidePage> {
  throw unavailable("not built yet");
}
