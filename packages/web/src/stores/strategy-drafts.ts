import { createPersistentStore, type PersistentStore } from "./persistent-store.ts";

/** Rules that were changed and not saved. */
export interface StrategyDraft {
  strategyId: string;
  /** The version that was changed. */
  version: number;
  text: string;
  /** ISO time of the last change. */
  at: string;
}

const MOST_DRAFTS = 30;

export const strategyDrafts: PersistentStore<readonly StrategyDraft[]> = createPersistentStore(
  "cryptodesk-strategy-drafts",
  readDrafts,
);

/** Keeps what is not saved yet in place of what was kept of that strategy before. @returns whether the browser kept it */
export function keepDraft(draft: StrategyDraft): boolean {
  return strategyDrafts.update((drafts) => [draft, ...without(drafts, draft.strategyId)].slice(0, MOST_DRAFTS));
}

export function dropDraft(strategyId: string): void {
  strategyDrafts.update((drafts) => without(drafts, strategyId));
}

export const draftOf = (strategyId: string): StrategyDraft | null =>
  strategyDrafts.get().find((draft) => draft.strategyId === strategyId) ?? null;

const without = (drafts: readonly StrategyDraft[], strategyId: string) =>
  drafts.filter((draft) => draft.strategyId !== strategyId);

function readDrafts(stored: unknown): readonly StrategyDraft[] {
  return Array.isArray(stored) ? stored.filter(isDraft).slice(0, MOST_DRAFTS) : [];
}

function isDraft(value: unknown): value is StrategyDraft {
  if (typeof value !== "object" || value === null) return false;
  const { strategyId, version, text, at } = value as Partial<Record<keyof StrategyDraft, unknown>>;
  return (
    typeof strategyId === "string" &&
    Number.isInteger(version) &&
    typeof text === "string" &&
    typeof at === "string" &&
    Number.isFinite(Date.parse(at))
  );
}
