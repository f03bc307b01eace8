import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { useSyncExternalStore } from "react";

/** A figure whose origin somebody wants to see. */
export interface ExplainRequest {
  portfolioId: string;
  figure: FigureRef;
  /** What the figure was called where it was shown. */
  label: string;
}

let current: ExplainRequest | null = null;
const listeners = new Set<() => void>();

function put(next: ExplainRequest | null): void {
  current = next;
  for (const listener of listeners) listener();
}

/** Opens the explain drawer. */
export const explain = (request: ExplainRequest): void => put(request);

/** Closes it. */
export const endExplaining = (): void => put(null);

/** What the drawer is to show; null: it is closed. */
export function useExplainRequest(): ExplainRequest | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}
