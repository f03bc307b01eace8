import type { Condition } from "@cryptodesk/shared/strategy/rules.contract";
import { Button, NativeSelect } from "@mantine/core";
import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { t } from "../../catalogue/catalogue.ts";
import type { strategyEditor as words } from "../../catalogue/en/strategy-editor.ts";
import { PlainButton } from "../../ui/plain-button.tsx";
import { type RulePath, useProblem, useSurroundings } from "./block-context.ts";
import { ConditionFields } from "./condition-fields.tsx";
import { CONDITION_KINDS, conditionOfKind, newCondition } from "./condition-kinds.ts";
import classes from "./strategy-editor.module.css";

/** A condition as blocks: groups hold others, the rest compares something. `onRemove` is missing where it must stay. */
export function ConditionBlock({ path, value, onChange, onRemove }: ConditionBlockProps) {
  const { rules, disabled } = useSurroundings();
  const problem = useProblem(path, false);
  const isGroup = value.kind === "all" || value.kind === "any";
  return (
    <div className={classes.condition} data-group={isGroup || undefined}>
      <div className={classes.conditionRow}>
        <NativeSelect
          aria-label={t("strategyEditor.condition.kind")}
          size="xs"
          disabled={disabled}
          error={problem}
          value={value.kind}
          data={CONDITION_KINDS.map((kind) => ({ value: kind, label: kindWords(kind) }))}
          onChange={({ currentTarget }) => {
            const kind = CONDITION_KINDS.find((each) => each === currentTarget.value);
            if (kind) onChange(conditionOfKind(kind, value, rules));
          }}
        />
        <ConditionFields path={path} value={value} onChange={onChange} />
        {onRemove && !disabled && (
          <PlainButton bare aria-label={t("strategyEditor.condition.remove")} onClick={onRemove}>
            <X size={16} aria-hidden="true" />
          </PlainButton>
        )}
      </div>
      <Inside path={path} value={value} onChange={onChange} />
      {!isGroup && !disabled && (
        <div className={classes.adders}>
          <Adder onClick={() => onChange({ kind: "all", of: [value, newCondition(rules)] })} words="and" />
          <Adder onClick={() => onChange({ kind: "any", of: [value, newCondition(rules)] })} words="or" />
        </div>
      )}
    </div>
  );
}

interface ConditionBlockProps {
  path: RulePath;
  value: Condition;
  onChange: (value: Condition) => void;
  onRemove?: (() => void) | undefined;
}

/** Conditions within a condition. */
function Inside({ path, value, onChange }: ConditionBlockProps) {
  const { rules, disabled } = useSurroundings();
  if (value.kind === "not" || value.kind === "on") {
    return (
      <ConditionBlock path={[...path, "of"]} value={value.of} onChange={(inner) => onChange({ ...value, of: inner })} />
    );
  }
  if (value.kind !== "all" && value.kind !== "any") return null;
  const { of } = value;
  const replace = (at: number, ...by: Condition[]) => {
    const next = of.toSpliced(at, 1, ...by);
    // A group of one says what that one says.
    const [only] = next;
    onChange(next.length === 1 && only ? only : { ...value, of: next });
  };
  return (
    <>
      {of.map((inner, at) => (
        <ConditionBlock
          // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
          key={at}
          path={[...path, "of", at]}
          value={inner}
          onChange={(next) => onChange({ ...value, of: of.with(at, next) })}
          onRemove={() => replace(at)}
        />
      ))}
      {!disabled && of.length < 20 && (
        <div className={classes.adders}>
          <Adder onClick={() => onChange({ ...value, of: [...of, newCondition(rules)] })} words="add" />
        </div>
      )}
    </>
  );
}

function Adder({ words: kind, onClick }: { words: "and" | "or" | "add"; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="subtle" leftSection={<Plus size={14} aria-hidden="true" />} onClick={onClick}>
      {t(`strategyEditor.condition.${kind}`)}
    </Button>
  );
}

function kindWords(kind: Condition["kind"]): string {
  const known: keyof typeof words.condition.kinds = kind;
  return t(`strategyEditor.condition.kinds.${known}`);
}
