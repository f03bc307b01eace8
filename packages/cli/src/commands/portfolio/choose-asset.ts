import { AssetId } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Argument, Option } from "commander";
import { UsageError } from "../../failures.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Session } from "../../session.ts";
import { askAboutCoin } from "../market/coin-argument.ts";

const HOW = "coin id or symbol, fiat:eur for money kept, other:NAME for what has no price";

export function assetArgument(): Argument {
  return new Argument("<asset>", HOW);
}

export function assetOption(flags = "--asset <asset>", text = HOW): Option {
  return new Option(flags, text);
}

/**
 * The id of what `text` names. A symbol stands for its best-ranked coin, a currency code for money that is kept; both
 * are said on stderr.
 */
export async function assetIdOf(session: Session, text: string): Promise<string> {
  const typed = text.trim();
  if (/^(?:fiat|other):/.test(typed)) return checkedAsset(typed);
  if (await isCurrency(session, typed)) {
    const id = `fiat:${typed.toLowerCase()}`;
    session.out.notice(`${safeText(typed)}: money kept in the portfolio (${id}).`);
    return id;
  }
  const { listing, resolvedBy, alternatives } = await askAboutCoin(session, typed, (api) =>
    api.market.get.query({ id: typed }),
  );
  if (resolvedBy === "symbol") {
    const others = alternatives.map(({ id }) => safeText(id)).join(", ");
    session.out.notice(
      `${safeText(typed)}: ${safeText(listing.name)} (${safeText(listing.id)})${others ? `, the best-ranked; others are ${others}` : ""}.`,
    );
  }
  return listing.id;
}

/** The asset that a flag names; undefined without it, null for `none`. */
export async function assetOfFlag(session: Session, flag: string): Promise<string | null | undefined> {
  const text: unknown = session.command.getOptionValue(flag);
  if (typeof text !== "string") return undefined;
  return text === "none" ? null : assetIdOf(session, text);
}

/** Whether the desk counts money in `text`. */
export async function isCurrency({ ask }: Session, text: string): Promise<boolean> {
  if (!/^[a-z]{3}$/i.test(text)) return false;
  const { rates } = await ask((api) => api.market.rates.query({}));
  const code = text.toLowerCase();
  return code === "usd" || rates.some(({ currency }) => currency === code);
}

function checkedAsset(text: string): string {
  const parsed = AssetId.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new UsageError(`"${safeText(text)}" ${parsed.error.issues[0]?.message ?? "is no asset"}`);
}
