import { useEffect, useRef, useState } from "react";
import { afterPaint } from "./after-paint.ts";

/**
 * For controls of what takes longer than a frame to draw: a choice is marked at once, and acted on when the mark has been
 * painted. Whatever else changes what is shown holds over a choice.
 * @param shown what holds now, as plain data
 * @param of what is chosen for: a choice for one thing is none for another
 * @returns what the controls are to show, and how they choose
 */
export function usePromptChoice<Choice>(
  shown: Choice,
  onChosen: (choice: Choice) => void,
  of = "",
): [Choice, (choice: Choice) => void] {
  const present = JSON.stringify([of, shown]);
  const [asked, setAsked] = useState<{ instead: string; choice: Choice } | null>(null);
  const callOff = useRef<(() => void) | null>(null);
  useEffect(() => () => callOff.current?.(), []);
  // Shown again later, it is not to be taken for what was chosen instead of it once.
  if (asked && asked.instead !== present) setAsked(null);
  const choose = (choice: Choice) => {
    callOff.current?.();
    setAsked({ instead: present, choice });
    callOff.current = afterPaint(() => onChosen(choice));
  };
  return [asked?.instead === present ? asked.choice : shown, choose];
}
