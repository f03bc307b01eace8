import type { Wallet } from "@cryptodesk/shared/portfolio/wallet.contract";
import { Option } from "commander";
import type { Session } from "../../session.ts";
import { chooseNamed, isId, portfolioIdOf } from "./choose-portfolio.ts";

const SEE = { what: "wallet", see: "cryptodesk portfolio wallets" };

export function walletOption(text = "name, its beginning, or id of a wallet"): Option {
  return new Option("--wallet <wallet>", text);
}

/** The id of a wallet of the portfolio. @throws UsageError that says which there are */
export async function walletIdOf(session: Session, portfolioId: string, text: string): Promise<string> {
  return isId(text) ? text.trim() : (await walletOf(session, portfolioId, text)).id;
}

/** A wallet with its version, named as anywhere. */
export async function walletOf({ ask }: Session, portfolioId: string, text: string): Promise<Wallet> {
  const { items } = await ask((api) => api.wallet.list.query({ portfolioId }));
  const byId = items.find(({ id }) => id === text.trim());
  return byId ?? chooseNamed(items, text, SEE);
}

/** As `walletIdOf`; `Portfolio/Wallet` names one of another portfolio. */
export async function walletAnywhere(session: Session, portfolioId: string, text: string): Promise<string> {
  const slash = text.indexOf("/");
  if (isId(text) || slash < 1) return walletIdOf(session, portfolioId, text);
  const other = await portfolioIdOf(session, text.slice(0, slash));
  return walletIdOf(session, other, text.slice(slash + 1));
}

/** The wallet that `--wallet` names; undefined without it. */
export async function walletOfFlag(
  session: Session,
  portfolioId: string,
  flag = "wallet",
): Promise<string | undefined> {
  const text: unknown = session.command.getOptionValue(flag);
  return typeof text === "string" ? walletIdOf(session, portfolioId, text) : undefined;
}

/** Names of the portfolio's wallets by id. */
export async function walletNames({ ask }: Session, portfolioId: string): Promise<Map<string, string>> {
  const { items } = await ask((api) => api.wallet.list.query({ portfolioId }));
  return new Map(items.map(({ id, name }) => [id, name]));
}
