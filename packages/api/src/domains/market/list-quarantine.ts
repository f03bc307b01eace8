import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ListQuarantineInput, QuarantinePage } from "@cryptodesk/shared/market/provider.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listQuarantine(_ctx: ServiceContext, _i: ListQuarantineInput): Promise<QuarantinePage> {
  throw unavailable("not built yet");
}
