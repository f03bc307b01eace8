import { CONFIRMATION_NEEDED_TYPE } from "@cryptodesk/shared/errors/problem.contract";
import { problemOf } from "./problem.ts";

/** The person closed the question instead of answering it; nothing was done. */
export class ConfirmationCancelled extends Error {
  constructor() {
    super("Not confirmed.");
    this.name = "ConfirmationCancelled";
  }
}

/** A question whether it is really the owner at the keyboard, waiting for its answer. */
export interface ConfirmationRequest {
  confirmed: () => void;
  cancelled: () => void;
}

let request: ConfirmationRequest | null = null;
const listeners = new Set<() => void>();

function ask(next: ConfirmationRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

export const currentRequest = (): ConfirmationRequest | null => request;

export function listenToRequests(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Runs a sensitive action. Where the server wants to know first that it is the owner who acts, asks for it and runs the
 * action once more.
 * @throws ConfirmationCancelled, or whatever the action throws
 */
export async function confirmed<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (problemOf(error)?.type !== CONFIRMATION_NEEDED_TYPE) throw error;
  }
  // One question at a time: an action refused meanwhile is not confirmed by the answer to another.
  if (request) throw new ConfirmationCancelled();
  await new Promise<void>((resolve, reject) => {
    ask({
      confirmed: () => {
        ask(null);
        resolve();
      },
      cancelled: () => {
        ask(null);
        reject(new ConfirmationCancelled());
      },
    });
  });
  return action();
}
