import { useSyncExternalStore } from "react";

/** A value that outlives the tab and is the same in all of them. */
export interface PersistentStore<Value> {
  get: () => Value;
  /** @returns false where the browser refused to keep it; the value holds in this tab then */
  set: (value: Value) => boolean;
  update: (change: (value: Value) => Value) => boolean;
  listen: (listener: () => void) => () => void;
}

/**
 * Keeps a value in local storage and follows what other tabs write.
 * @param read makes a value out of what was stored (undefined: nothing, or not JSON); it repairs what it does not know and
 *   never throws
 */
export function createPersistentStore<Value>(key: string, read: (stored: unknown) => Value): PersistentStore<Value> {
  const listeners = new Set<() => void>();
  let value = read(load(key));
  const tell = () => {
    for (const listener of listeners) listener();
  };
  if (typeof window !== "undefined") {
    window.addEventListener("storage", (event) => {
      if (event.key !== key && event.key !== null) return;
      value = read(load(key));
      tell();
    });
  }
  const set = (next: Value) => {
    value = next;
    const kept = store(key, next);
    tell();
    return kept;
  };
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The value of a store; redraws when it changes, here or in another tab. */
export function useStore<Value>(store: PersistentStore<Value>): Value {
  return useSyncExternalStore(store.listen, store.get);
}

function load(key: string): unknown {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function store(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
