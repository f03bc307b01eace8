import type { ListSetAsideInput, SetAsidePage } from "@cryptodesk/shared/market/provider.contract";
import { CURSOR_ID, decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { SetAsideRepository } from "./set-aside.repository.ts";

/** Provider rows that were not used and why, last seen first, with the count of each reason. */
export async function listSetAside(ctx: ServiceContext, input: ListSetAsideInput): Promise<SetAsidePage> {
  const repository = new SetAsideRepository(ctx.db.primary);
  const before = decodeTimeCursor(input.cursor, CURSOR_ID.text);
  const [rows, counts] = await Promise.all([repository.list(input, before), repository.counts()]);
  const page = pageOf(rows, input.limit, (row) =>
    encodeTimeCursor(row.lastSeenAt, `${row.provider}/${row.externalId ?? ""}/${row.reason}`),
  );
  return { ...page, counts };
}
