import { type DehydratedState, dehydrate, hydrate, type QueryClient } from "@tanstack/react-query";
import { createStore, get, set } from "idb-keyval";

const KEY = "answers";
const LONGEST_KEPT_MS = 7 * 86_400_000;
const MOST_QUERIES = 200;

/** The last answers of the server, for a desk that is opened while it is away. */
interface KeptAnswers {
  /** The build that kept them: another one may expect other shapes. */
  build: string;
  keptAt: number;
  state: DehydratedState;
}

/** Where answers are kept; the browser's own database outside of tests. */
export interface AnswerBox {
  read: () => Promise<unknown>;
  write: (answers: KeptAnswers) => Promise<void>;
}

// One for the page's life: every store opens a connection of its own, which stays open.
const store = createStore("cryptodesk", "kept");

export function browserBox(): AnswerBox {
  return { read: () => get(KEY, store), write: (answers) => set(KEY, answers, store) };
}

/** Keeps what the market's queries last answered, the newest first; runs of jobs and errors are not kept. */
export async function keepAnswers(client: QueryClient, box: AnswerBox, build: string, nowMs: number): Promise<void> {
  const { queries } = dehydrate(client, {
    shouldDehydrateMutation: () => false,
    shouldDehydrateQuery: ({ queryKey, state }) => state.status === "success" && isMarket(queryKey),
  });
  if (queries.length === 0) return;
  // What other pages kept stays beside it.
  const before = await box.read();
  const earlier = isKept(before) && before.build === build ? before.state.queries : [];
  const byHash = new Map([...earlier, ...queries].map((query) => [query.queryHash, query]));
  const newest = [...byHash.values()]
    .sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
    .slice(0, MOST_QUERIES);
  await box.write({ build, keptAt: nowMs, state: { mutations: [], queries: newest } });
}

/**
 * Gives the queries that have no answer yet their last one, with its age. What is newer stays.
 * @returns false where nothing was kept, by this build and within a week
 */
export async function restoreAnswers(
  client: QueryClient,
  box: AnswerBox,
  build: string,
  nowMs: number,
): Promise<boolean> {
  const kept = await box.read();
  if (!isKept(kept) || kept.build !== build || nowMs - kept.keptAt > LONGEST_KEPT_MS) return false;
  hydrate(client, kept.state);
  return true;
}

function isMarket([path]: readonly unknown[]): boolean {
  return Array.isArray(path) && path[0] === "market";
}

function isKept(value: unknown): value is KeptAnswers {
  return typeof value === "object" && value !== null && "build" in value && "keptAt" in value && "state" in value;
}
