import { useSyncExternalStore } from "react";

/** A value that outlives the tab and is the same in all of them. */
export interface PersistentStore<Value> {
  get: () => Value;
  /** @returns false where the browser refused to keep it; the value holds in this tab then */
  set: (value: Value) => boolean;
  update: (change: (value: Value) => Value) => boolean;
  listen: (listener: () => void) => () => void;
  /** Takes over what another tab wrote, before the browser gets round to telling of it. */
  reload: () => void;
  /** Makes a value out of what was stored here or elsewhere: it repairs what it does not know and never throws. */
  read: (stored: unknown) => Value;
}

/** How a value is written as text. */
interface Writing {
  parse: (text: string) => unknown;
  stringify: (value: unknown) => string;
}

/**
 * Keeps a value in local storage and follows what other tabs write.
 * @param read makes a value out of what was stored (undefined: nothing, or not JSON); it repairs what it does not know and
 *   never throws
 */
export function createPersistentStore<Value>(
  key: string,
  read: (stored: unknown) => Value,
  writing: Writing = JSON,
): PersistentStore<Value> {
  const listeners = new Set<() => void>();
  const repaired = orAnew(read);
  let value = repaired(load(key, writing));
  const tell = () => {
    for (const listener of listeners) listener();
  };
  if (typeof window !== "undefined") {
    window.addEventListener("storage", (event) => {
      if (event.key !== key && event.key !== null) return;
      value = repaired(load(key, writing));
      tell();
    });
  }
  const set = (next: Value) => {
    value = next;
    const kept = store(key, writing.stringify(next));
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
    reload: () => {
      const text = loadText(key);
      if (text === null || text === writing.stringify(value)) return;
      value = repaired(load(key, writing));
      tell();
    },
    read: repaired,
  };
}

/** What `read` makes of nothing where it throws all the same: a blank page would last until the storage is cleared. */
function orAnew<Value>(read: (stored: unknown) => Value): (stored: unknown) => Value {
  return (stored) => {
    try {
      return read(stored);
    } catch {
      return read(undefined);
    }
  };
}

/** The value of a store; redraws when it changes, here or in another tab. */
export function useStore<Value>(store: PersistentStore<Value>): Value {
  return useSyncExternalStore(store.listen, store.get);
}

function load(key: string, { parse }: Writing): unknown {
  const text = loadText(key);
  try {
    return text === null ? undefined : parse(text);
  } catch {
    return undefined;
  }
}

function loadText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, text: string): boolean {
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}
