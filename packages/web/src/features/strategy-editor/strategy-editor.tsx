import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useMay } from "../../session/session.ts";
import { Panel } from "../../ui/panel.tsx";
import { Segments } from "../../ui/segments.tsx";
import { showUndo } from "../../ui/toast.tsx";
import { BlockEditor } from "./block-editor.tsx";
import { EditorToolbar } from "./editor-toolbar.tsx";
import { ProblemList } from "./problem-list.tsx";
import { SaveBar } from "./save-bar.tsx";
import classes from "./strategy-editor.module.css";
import { TextEditor, type TextEditorHandle } from "./text-editor.tsx";
import { type EditedDocument, useDocument } from "./use-document.ts";

// Rules can be read before there is a result of them.
const InstantBacktest = lazy(() =>
  import("./instant-backtest.tsx").then((module) => ({ default: module.InstantBacktest })),
);

/** The rules of a strategy in both of their forms, and what they would have made of the past. */
export function StrategyEditor({ detail }: { detail: StrategyDetail }) {
  const writes = useMay("strategy:write");
  const edited = useDocument(detail);
  const { document, isDirty, open } = edited;
  const takeOver = (saved: StrategyDetail) => {
    const { text } = document;
    open(saved);
    if (isDirty) showUndo(t("strategyEditor.replaced"), () => edited.setText(text));
  };
  return (
    <>
      <EditorToolbar strategy={detail.strategy} writes={writes} onRestored={takeOver} />
      <Suspense fallback={<Skeleton height={480} />}>
        <InstantBacktest
          strategyId={detail.strategy.id}
          version={edited.base.version}
          rules={document.rules}
          isSound={document.problems.length === 0}
          isDirty={isDirty}
          onTake={edited.setRules}
        />
      </Suspense>
      <Panel
        title={t("strategyEditor.rules")}
        note={t("strategyEditor.versionShown", { version: edited.base.version })}
        actions={writes && <SaveBar edited={edited} newest={detail} />}
      >
        <DraftNote edited={edited} newest={detail} />
        <Forms edited={edited} disabled={!writes} />
      </Panel>
    </>
  );
}

/** Says that changes of an earlier visit are shown, and offers to leave them. */
function DraftNote({ edited, newest }: { edited: EditedDocument; newest: StrategyDetail }) {
  if (!edited.isKept && edited.isDirty) return <p className={classes.error}>{t("strategyEditor.draft.notKept")}</p>;
  if (edited.foundDraftOf === null || !edited.isDirty) return null;
  return (
    <p className={classes.draft} role="status">
      {t("strategyEditor.draft.found")}
      <button type="button" onClick={() => edited.open(newest)}>
        {t("strategyEditor.draft.discard")}
      </button>
    </p>
  );
}

type Form = "blocks" | "text";

/** Blocks and text beside each other where there is room, one of the two where there is not. */
function Forms({ edited, disabled }: { edited: EditedDocument; disabled: boolean }) {
  const wide = useMediaQuery("(min-width: 56.25em)", true, { getInitialValueInEffect: false });
  const [form, setForm] = useState<Form>("blocks");
  const editor = useRef<TextEditorHandle>(null);
  const { document, setText, setRules } = edited;
  const showsText = wide || form === "text";
  return (
    <>
      {!wide && (
        <Segments
          size="sm"
          label={t("strategyEditor.form")}
          value={form}
          onChange={setForm}
          options={[
            { value: "blocks", label: t("strategyEditor.forms.blocks") },
            { value: "text", label: t("strategyEditor.forms.text") },
          ]}
        />
      )}
      <ProblemList
        problems={document.problems}
        onGoTo={(problem) => {
          setForm("text");
          // On a narrow screen the field is there after the next drawing.
          requestAnimationFrame(() => editor.current?.goTo(problem));
        }}
      />
      <div className={classes.forms}>
        {(wide || form === "blocks") && (
          <section className={classes.blockForm} aria-label={t("strategyEditor.forms.blocks")}>
            {document.isStale && <p className={classes.stale}>{t("strategyEditor.stale")}</p>}
            <BlockEditor
              rules={document.rules}
              problems={document.isStale ? [] : document.problems}
              disabled={disabled || document.isStale}
              onChange={setRules}
            />
          </section>
        )}
        {showsText && (
          <section className={classes.textForm} aria-label={t("strategyEditor.forms.text")}>
            <TextEditor
              ref={editor}
              text={document.text}
              problems={document.problems}
              readOnly={disabled}
              onChange={setText}
            />
          </section>
        )}
      </div>
    </>
  );
}
