import type { Share } from "@cryptodesk/shared/portfolio/share.contract";
import { count } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { age, timeWithAge } from "../../output/times.ts";

/** Live or why not. */
export function stateText(state: Share["state"], reason: string | null, { palette }: Output): string {
  if (state === "live") return palette.good(state);
  return palette.warn(reason === null ? state : `${state}: ${safeText(reason)}`);
}

/** One link, but for the link itself. */
export function drawShare(share: Share, out: Output): string {
  const { name, state, blockedReason, hidesAmounts, hasPassword, expiresAt, createdAt, lastViewedAt, views, id } =
    share;
  const figures = [
    ["Link", safeText(name)],
    ["State", stateText(state, blockedReason, out)],
    ["Shows", hidesAmounts ? "percentages" : "amounts"],
    ["Password", hasPassword ? "yes" : "no"],
    ["Ends", expiresAt === null ? "never" : timeWithAge(expiresAt, out.now())],
    ["Views", `${count(views)}${lastViewedAt === null ? "" : `, the last ${age(lastViewedAt, out.now())} ago`}`],
    ["Made", timeWithAge(createdAt, out.now())],
    ["Id", id],
  ] as const;
  return figureText([{ figures }], out);
}
