import type { RuleProblem } from "@cryptodesk/shared/strategy/rules.contract";
import { type Ref, useId, useImperativeHandle, useMemo, useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import classes from "./text-editor.module.css";
import { markProblems, offsetOf, type TextPiece } from "./text-marks.ts";

/** What others may do with the text field. */
export interface TextEditorHandle {
  /** Puts the caret where the problem is. */
  goTo: (problem: RuleProblem) => void;
}

/**
 * The readable form: a text field with numbered lines and problems underlined in place. The field is the browser's own, so
 * that undo, spelling out and input methods work as everywhere; what is under it is drawn behind.
 */
export function TextEditor({ text, problems, readOnly, onChange, ref }: TextEditorProps) {
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const back = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => markProblems(text, problems), [text, problems]);
  useImperativeHandle(ref, () => ({
    goTo: (problem) => {
      const at = offsetOf(text, problem);
      field.current?.focus();
      if (at !== null) field.current?.setSelectionRange(at, at + (problem.length ?? 0));
    },
  }));
  const followScroll = () => {
    if (!field.current || !back.current) return;
    back.current.style.transform = `translate(${-field.current.scrollLeft}px, ${-field.current.scrollTop}px)`;
  };
  return (
    <div className={classes.root} style={{ "--digits": String(lines.length).length }}>
      <div className={classes.window} aria-hidden="true">
        <div ref={back} className={classes.back}>
          {lines.map((pieces, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its number
            <Line key={at} number={at + 1} pieces={pieces} problems={problems} />
          ))}
        </div>
      </div>
      <textarea
        ref={field}
        className={classes.field}
        aria-label={t("strategyEditor.text.label")}
        aria-invalid={problems.length > 0}
        aria-describedby={problems.length > 0 ? `${id}-problems` : undefined}
        readOnly={readOnly}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        maxLength={60_000}
        value={text}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        onScroll={followScroll}
      />
      <p id={`${id}-problems`} className={classes.quiet}>
        {t("strategyEditor.problems", { count: problems.length })}
      </p>
    </div>
  );
}

interface TextEditorProps {
  text: string;
  problems: readonly RuleProblem[];
  readOnly: boolean;
  onChange: (text: string) => void;
  ref?: Ref<TextEditorHandle>;
}

function Line({ number, pieces, problems }: LineProps) {
  const hasProblem = pieces.some(({ problem }) => problem !== null);
  return (
    <div className={classes.line} data-number={number} data-problem={hasProblem || undefined}>
      {pieces.map(({ text, problem }, at) =>
        problem === null ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is what stands at its place
          <span key={at}>{text}</span>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a piece is what stands at its place
          <mark key={at} className={classes.problem} title={problems[problem]?.message}>
            {text || " "}
          </mark>
        ),
      )}
      {"\n"}
    </div>
  );
}

interface LineProps {
  number: number;
  pieces: readonly TextPiece[];
  problems: readonly RuleProblem[];
}
