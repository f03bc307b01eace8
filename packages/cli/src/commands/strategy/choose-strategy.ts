import { ListStrategiesInput } from "@cryptodesk/shared/strategy/strategy.contract";
import { Argument } from "commander";
import type { Session } from "../../session.ts";
import { chooseNamed, isId } from "../portfolio/choose-portfolio.ts";

const MOST_CANDIDATES = 250;

export function strategyArgument(): Argument {
  return new Argument("<strategy>", "name, its beginning, or id");
}

/**
 * Id of the strategy of that name or beginning; with `deleted` among those that may be restored.
 * @throws UsageError that lists the candidates
 */
export async function strategyIdOf({ ask }: Session, named: unknown, { deleted = false } = {}): Promise<string> {
  const text = String(named).trim();
  if (isId(text)) return text;
  const search = text.slice(0, 80);
  const input = ListStrategiesInput.parse({ deleted, limit: MOST_CANDIDATES, ...(search !== "" && { search }) });
  const { items } = await ask((api) => api.strategy.list.query(input));
  return chooseNamed(items, text, { what: "strategy", see: "cryptodesk strategy list" }).id;
}
