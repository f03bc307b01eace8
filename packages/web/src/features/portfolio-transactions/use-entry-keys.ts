import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "../../lib/shortcuts.ts";

/** What the keys of the page do: `n` opens the entry, `m` what is missing first. */
export interface EntryKeys {
  n: () => void;
  m: () => void;
}

/** Listens for the keys while mounted; typing into a field and dialogs are left alone. */
export function useEntryKeys(keys: EntryKeys, enabled: boolean): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!enabled) return;
    const on = (key: keyof EntryKeys) => (event: KeyboardEvent) => {
      if (isTyping(event.target) || document.querySelector("[role='dialog']")) return;
      event.preventDefault();
      latest.current[key]();
    };
    return tinykeys(window, { n: on("n"), m: on("m") });
  }, [enabled]);
}
