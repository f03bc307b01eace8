import type { Quantity } from "@cryptodesk/shared/strategy/rules.contract";
import { NativeSelect, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { parameterNames, type RulePath, useProblem, useSurroundings } from "./block-context.ts";
import { readNumber } from "./read-number.ts";

interface FieldOf<Value> {
  label: string;
  /** Read out, not shown: where what stands before the field says it. */
  quiet?: boolean;
  path: RulePath;
  value: Value;
  onChange: (value: Value) => void;
  hint?: string;
  width?: string;
  /** What counts where nothing is said. */
  usual?: string;
}

const labelled = (label: string, quiet: boolean) => (quiet ? { "aria-label": label } : { label });

/** A field whose text is what was typed while somebody types, and what the document says otherwise. */
function useTyped<Value>(shown: string, read: (text: string) => Value | null, onChange: (value: Value) => void) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    text: typed ?? shown,
    unreadable: typed !== null && read(typed) === null,
    onType: (text: string) => {
      setTyped(text);
      const value = read(text);
      if (value !== null) onChange(value);
    },
    onLeave: () => setTyped(null),
  };
}

export function NumberField({ label, quiet = false, path, value, onChange, hint, width = "7.5rem" }: FieldOf<number>) {
  const { disabled } = useSurroundings();
  const problem = useProblem(path);
  const { text, unreadable, onType, onLeave } = useTyped(String(value), readNumber, onChange);
  return (
    <TextInput
      {...labelled(label, quiet)}
      size="xs"
      w={width}
      inputMode="decimal"
      disabled={disabled}
      description={hint}
      error={unreadable ? t("strategyEditor.aNumber") : problem}
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onBlur={onLeave}
    />
  );
}

/** The same where nothing may be said. */
export function OptionalNumberField({ label, quiet = false, path, value, onChange, hint }: FieldOf<number | null>) {
  const { disabled } = useSurroundings();
  const problem = useProblem(path);
  const read = (text: string) => (text.trim() === "" ? { value: null } : wrapped(readNumber(text)));
  const { text, unreadable, onType, onLeave } = useTyped(value === null ? "" : String(value), read, (given) =>
    onChange(given.value),
  );
  return (
    <TextInput
      {...labelled(label, quiet)}
      size="xs"
      w="8.5rem"
      inputMode="decimal"
      disabled={disabled}
      description={hint}
      error={unreadable ? t("strategyEditor.aNumber") : problem}
      placeholder="–"
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onBlur={onLeave}
    />
  );
}

const wrapped = <Value,>(value: Value | null): { value: Value } | null => (value === null ? null : { value });

const writeQuantity = (quantity: Quantity | undefined): string =>
  quantity === undefined ? "" : typeof quantity === "number" ? String(quantity) : quantity.parameter;

/** A number, or the name of a parameter of the rules. */
function readQuantity(text: string, parameters: readonly string[]): Quantity | null {
  const name = text.trim();
  return parameters.includes(name) ? { parameter: name } : readNumber(text);
}

export function QuantityField({ value, onChange, ...rest }: FieldOf<Quantity>) {
  return (
    <QuantityInput
      {...rest}
      value={value}
      optional={false}
      onChange={(given) => {
        if (given !== undefined) onChange(given);
      }}
    />
  );
}

/** The same where nothing may be said. */
export function OptionalQuantityField(props: FieldOf<Quantity | undefined>) {
  return <QuantityInput {...props} optional />;
}

function QuantityInput({ optional, ...field }: FieldOf<Quantity | undefined> & { optional: boolean }) {
  const { label, quiet = false, path, value, onChange, hint, width = "7.5rem", usual = "–" } = field;
  const { disabled, rules } = useSurroundings();
  const id = useId();
  const problem = useProblem(path);
  const names = parameterNames(rules);
  const read = (text: string) =>
    optional && text.trim() === "" ? { value: undefined } : wrapped(readQuantity(text, names));
  const { text, unreadable, onType, onLeave } = useTyped(writeQuantity(value), read, (given) => onChange(given.value));
  return (
    <>
      <TextInput
        {...labelled(label, quiet)}
        size="xs"
        w={width}
        list={names.length > 0 ? id : undefined}
        autoComplete="off"
        disabled={disabled}
        description={hint}
        error={unreadable ? t("strategyEditor.aQuantity") : problem}
        placeholder={optional ? usual : undefined}
        value={text}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
        onBlur={onLeave}
      />
      {names.length > 0 && (
        <datalist id={id}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </>
  );
}

/** A choice of one of few. */
export function ChoiceField<Value extends string>({
  label,
  quiet = false,
  path,
  value,
  options,
  onChange,
}: FieldOf<Value> & { options: readonly { value: Value; label: string }[] }) {
  const { disabled } = useSurroundings();
  const problem = useProblem(path, false);
  return (
    <NativeSelect
      {...labelled(label, quiet)}
      size="xs"
      disabled={disabled}
      error={problem}
      value={value}
      data={[...options]}
      onChange={({ currentTarget }) => {
        const chosen = options.find((option) => option.value === currentTarget.value);
        if (chosen) onChange(chosen.value);
      }}
    />
  );
}

/** A name that the rules give to something. */
export function RuleNameField({ label, quiet = false, path, value, onChange }: FieldOf<string>) {
  const { disabled } = useSurroundings();
  const problem = useProblem(path);
  const read = (text: string) => (/^[a-z][a-z0-9_]{0,39}$/.test(text) ? text : null);
  const { text, unreadable, onType, onLeave } = useTyped(value, read, onChange);
  return (
    <TextInput
      {...labelled(label, quiet)}
      size="xs"
      w="8rem"
      autoComplete="off"
      disabled={disabled}
      error={unreadable ? t("strategyEditor.aName") : problem}
      value={text}
      onChange={({ currentTarget }) => onType(currentTarget.value)}
      onBlur={onLeave}
    />
  );
}
