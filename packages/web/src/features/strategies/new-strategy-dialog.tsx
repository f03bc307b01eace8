import type { StrategyDetail, StrategyTemplate } from "@cryptodesk/shared/strategy/strategy.contract";
import { Skeleton, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { newId } from "../../lib/new-id.ts";
import { reasonOf } from "../../session/use-action.ts";
import { inOwnWords } from "../../strategy-data/template-words.ts";
import { useCreateStrategy, useTemplates } from "../../strategy-data/use-strategies.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Segments } from "../../ui/segments.tsx";
import classes from "./strategies.module.css";

/** A new strategy: one of the templates under a name of one's own, or rules that are pasted as text. */
export function NewStrategyDialog({ onClose, onMade }: NewStrategyDialogProps) {
  const [id] = useState(() => newId());
  const [from, setFrom] = useState<"template" | "text">("template");
  const [chosen, setChosen] = useState<StrategyTemplate | null>(null);
  const [name, setName] = useState("");
  const [text, setText] = useState("");
  const create = useCreateStrategy(onMade);
  const submit = () => {
    if (from === "text") return create.mutate({ id, text });
    if (chosen === null) return;
    create.mutate({ id, rules: { ...chosen.rules, name: name.trim() || chosen.rules.name } });
  };
  return (
    <AskDialog
      title={t("strategy.create")}
      confirm={t("strategy.createIt")}
      ready={from === "text" ? text.trim() !== "" : chosen !== null}
      busy={create.isPending}
      error={reasonOf(create.error)}
      onConfirm={submit}
      onClose={onClose}
    >
      <div className={classes.fields}>
        <Segments
          size="sm"
          label={t("strategy.from")}
          value={from}
          onChange={setFrom}
          options={[
            { value: "template", label: t("strategy.fromTemplate") },
            { value: "text", label: t("strategy.fromText") },
          ]}
        />
        {from === "template" ? (
          <>
            <Templates chosen={chosen} onChoose={setChosen} />
            <TextInput
              label={t("strategy.name")}
              placeholder={chosen?.rules.name}
              maxLength={80}
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
          </>
        ) : (
          <Textarea
            className={classes.pasted}
            label={t("strategy.text")}
            description={t("strategy.textHint")}
            rows={12}
            wrap="off"
            spellCheck={false}
            maxLength={60_000}
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
        )}
      </div>
    </AskDialog>
  );
}

interface NewStrategyDialogProps {
  onClose: () => void;
  onMade: (made: StrategyDetail) => void;
}

function Templates({ chosen, onChoose }: TemplatesProps) {
  const { data, isPending, error, refetch } = useTemplates();
  if (isPending) return <Skeleton height={260} />;
  if (!data) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <fieldset className={classes.templates} aria-label={t("strategy.templates")}>
      {data.items.map(inOwnWords).map((template) => (
        <div key={template.id} className={classes.template}>
          <input
            type="radio"
            name="template"
            id={`template-${template.id}`}
            aria-describedby={`template-about-${template.id}`}
            checked={chosen?.id === template.id}
            onChange={() => onChoose(template)}
          />
          <label htmlFor={`template-${template.id}`}>
            <b>{template.name}</b>
            <span id={`template-about-${template.id}`}>{template.description}</span>
          </label>
        </div>
      ))}
    </fieldset>
  );
}

interface TemplatesProps {
  chosen: StrategyTemplate | null;
  onChoose: (template: StrategyTemplate) => void;
}
