import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { useEffect, useState } from "react";
import { draftOf, dropDraft, keepDraft } from "../../stores/strategy-drafts.ts";
import { type EditorDocument, openDocument, withRules, withText } from "./editor-document.ts";

/** The document that is edited, the version it goes back to, and what of it is not saved. */
export interface EditedDocument {
  document: EditorDocument;
  /** What was last opened or saved. */
  base: StrategyDetail;
  isDirty: boolean;
  /** When changes of an earlier visit were found in this browser. */
  foundDraftOf: string | null;
  /** False: the browser keeps nothing, so closing the page loses the changes. */
  isKept: boolean;
  setText: (text: string) => void;
  setRules: (rules: StrategyRules) => void;
  /** Begins anew from what is saved. */
  open: (detail: StrategyDetail) => void;
}

/** @param detail the newest version, as the page was opened */
export function useDocument(detail: StrategyDetail): EditedDocument {
  const id = detail.strategy.id;
  const [found] = useState(() => draftOf(id));
  const isFound = found !== null && found.text !== detail.text;
  // What was changed before somebody else saved still goes back to what it was changed from: saving then tells of it.
  const [base, setBase] = useState(isFound ? { ...detail, version: found.version } : detail);
  const [document, setDocument] = useState(() => openDocument(isFound ? found.text : detail.text, detail.rules));
  const [foundDraftOf, setFoundDraftOf] = useState(isFound ? found.at : null);
  const [isKept, setKept] = useState(true);
  const isDirty = document.text !== base.text;
  const { text } = document;
  const { version } = base;
  useEffect(() => {
    if (!isDirty) {
      dropDraft(id);
      return;
    }
    setKept(keepDraft({ strategyId: id, version, text, at: new Date().toISOString() }));
  }, [id, version, text, isDirty]);
  useWarning(isDirty && !isKept);
  return {
    document,
    base,
    isDirty,
    foundDraftOf,
    isKept,
    setText: (next) => setDocument((before) => withText(before, next)),
    setRules: (rules) => setDocument(withRules(rules)),
    open: (saved) => {
      setBase(saved);
      setDocument(openDocument(saved.text, saved.rules));
      setFoundDraftOf(null);
    },
  };
}

/** Has the browser ask before it closes the page. */
function useWarning(active: boolean): void {
  useEffect(() => {
    if (!active) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [active]);
}
