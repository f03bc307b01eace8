import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { Db } from "../../../platform/database/database.ts";

const MAX_WAITING = 500;

interface Turn {
  last: Promise<void>;
  waiting: number;
}

const turnsOf = new WeakMap<Db, Map<string, Turn>>();

/**
 * Runs changes of the same portfolios one after the other within this process. The database would make them wait too,
 * but each with a connection in its hand, until there are none left for anybody else.
 * @throws DomainError UNAVAILABLE while too many wait for one portfolio
 */
export async function inTurn<T>(db: Db, portfolioIds: readonly string[], work: () => Promise<T>): Promise<T> {
  const turns = turnsOf.get(db) ?? new Map<string, Turn>();
  turnsOf.set(db, turns);
  // Always in the same order, so that two who want the same ones cannot wait for each other.
  const [first, ...others] = [...new Set(portfolioIds)].sort();
  return first === undefined ? work() : waitFor(turns, first, () => inTurn(db, others, work));
}

async function waitFor<T>(turns: Map<string, Turn>, key: string, work: () => Promise<T>): Promise<T> {
  const turn = turns.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  if (turn.waiting >= MAX_WAITING) throw unavailable("Too many changes of this portfolio wait. Try again.", 5);
  turns.set(key, turn);
  turn.waiting += 1;
  const mine = turn.last.then(work);
  turn.last = mine.then(
    () => {},
    () => {},
  );
  try {
    return await mine;
  } finally {
    turn.waiting -= 1;
    if (turn.waiting === 0) turns.delete(key);
  }
}
