import { Argument } from "commander";
import type { ApiClient } from "../../client/connect.ts";
import { ServerRefusal } from "../../failures.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Session } from "../../session.ts";

export function coinArgument(description = "coin id, e.g. bitcoin, or a symbol"): Argument {
  return new Argument("<coin>", description);
}

/** Asks about a coin; when there is no such coin, the refusal names the ones that sound like it. */
export async function askAboutCoin<T>(
  session: Session,
  coin: string,
  call: (api: ApiClient) => Promise<T>,
): Promise<T> {
  try {
    return await session.ask(call);
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.problem.status !== 404) throw error;
    throw new ServerRefusal(error.problem, error.retryAfterSeconds, await similarCoins(session, coin));
  }
}

async function similarCoins(session: Session, coin: string): Promise<string[]> {
  const search = coin.trim().slice(0, 100);
  if (search === "") return [];
  try {
    const { items } = await session.ask((api) =>
      api.market.list.query({ search, limit: 3, fields: ["id", "symbol", "name"] }),
    );
    const names = items.map(({ id, name }) => `${safeText(id)} (${safeText(name ?? "")})`);
    return names.length > 0 ? [`Did you mean ${names.join(", ")}?`] : [];
  } catch {
    // The refusal at hand says more than the failure of a courtesy.
    return [];
  }
}
