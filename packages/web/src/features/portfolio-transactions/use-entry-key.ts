import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";
import { isTyping } from "../../lib/shortcuts.ts";

/** Opens the entry by the key `n` while mounted. */
export function useEntryKey(open: () => void, enabled: boolean): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    if (!enabled) return;
    return tinykeys(window, {
      n: (event) => {
        if (isTyping(event.target) || document.querySelector("[role='dialog']")) return;
        event.preventDefault();
        latest.current();
      },
    });
  }, [enabled]);
}
