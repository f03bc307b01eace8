import { useEffect, useRef } from "react";
import { tinykeys } from "tinykeys";

/** Pages that a sequence leads to. */
const JUMPS = {
  o: "/overview",
  m: "/",
  c: "/compare",
  w: "/watchlists",
  p: "/portfolios",
  s: "/strategies",
  h: "/data-health",
  r: "/reports",
  ",": "/settings",
  a: "/account",
} as const;

export type JumpTarget = (typeof JUMPS)[keyof typeof JUMPS];

/** What a shortcut does; its words are in the catalogue under `shell.shortcut`. */
export type ShortcutName =
  | "palette"
  | "search"
  | "help"
  | "theme"
  | "density"
  | "overview"
  | "market"
  | "compare"
  | "watchlists"
  | "portfolios"
  | "strategies"
  | "health"
  | "reports"
  | "settings"
  | "account";

interface Shortcut {
  name: ShortcutName;
  /** As tinykeys reads it; [Shift] where some keyboards need it for the sign and others do not. */
  binding: string;
  /** Keys as a person reads them, in the order in which they are pressed. */
  keys: string[];
  /** Where it works; typing in a field is not disturbed unless a modifier is held. */
  whileTyping?: true;
}

/** Every shortcut of the desk: the handlers and the help both come from here. */
export const SHORTCUTS: readonly Shortcut[] = [
  { name: "palette", binding: "$mod+KeyK", keys: ["Ctrl", "K"], whileTyping: true },
  { name: "search", binding: "[Shift]+/", keys: ["/"] },
  { name: "help", binding: "[Shift]+?", keys: ["?"] },
  { name: "overview", binding: "g o", keys: ["g", "o"] },
  { name: "market", binding: "g m", keys: ["g", "m"] },
  { name: "compare", binding: "g c", keys: ["g", "c"] },
  { name: "watchlists", binding: "g w", keys: ["g", "w"] },
  { name: "portfolios", binding: "g p", keys: ["g", "p"] },
  { name: "strategies", binding: "g s", keys: ["g", "s"] },
  { name: "health", binding: "g h", keys: ["g", "h"] },
  { name: "reports", binding: "g r", keys: ["g", "r"] },
  { name: "settings", binding: "g ,", keys: ["g", ","] },
  { name: "account", binding: "g a", keys: ["g", "a"] },
  { name: "theme", binding: "t", keys: ["t"] },
  { name: "density", binding: "d", keys: ["d"] },
];

/** Where a shortcut leads; null for one that does something else. */
export function jumpOf({ binding }: Shortcut): JumpTarget | null {
  const key = /^g (\S)$/.exec(binding)?.[1];
  return key !== undefined && isJumpKey(key) ? JUMPS[key] : null;
}

const isJumpKey = (key: string): key is keyof typeof JUMPS => key in JUMPS;

/** Keys that work within one part of a page, which listens for them itself; they are listed with the shortcuts. */
export const LOCAL_KEYS = [
  { name: "rows", keys: ["↓", "↑"] },
  { name: "mark", keys: ["x"] },
  { name: "chart", keys: ["←", "→", "+", "-"] },
  { name: "newTransaction", keys: ["n"] },
  { name: "firstMissing", keys: ["m"] },
  { name: "addSort", keys: ["Shift", "Enter"] },
] as const;

const BOXES = "[type='checkbox'], [type='radio']";

/** Whether a key goes into a field rather than to the desk. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest(`input:not(${BOXES}), textarea, select, [role='menu'], [role='listbox']`) !== null
  );
}

/** Listens for every shortcut while mounted. */
export function useShortcuts(run: (name: ShortcutName) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const bindings = SHORTCUTS.map(({ name, binding, whileTyping }) => {
      const handle = (event: KeyboardEvent) => {
        if (!whileTyping && isTyping(event.target)) return;
        event.preventDefault();
        latest.current(name);
      };
      return [binding, handle] as const;
    });
    // Fields are told apart above, by shortcut: tinykeys would leave all of them out.
    const ignore = (event: KeyboardEvent) => event.repeat || event.isComposing;
    return tinykeys(window, Object.fromEntries(bindings), { ignore });
  }, []);
}
