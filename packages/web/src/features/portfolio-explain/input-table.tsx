import type { Explanation, ExplanationInput, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import classes from "./explain-drawer.module.css";
import { explainedWords, figureWords } from "./explanation-words.ts";

const STEP = 100;

/** What entered a figure; a number that comes from others opens into them. */
export function InputTable({ inputs, asset, onOpen }: InputTableProps) {
  const [most, setMost] = useState(STEP);
  const left = inputs.length - most;
  return (
    <>
      <DataTable
        label={t("figures.explain.inputs")}
        head={[t("figures.explain.input"), t("figures.explain.value"), t("figures.explain.source")]}
        rows={inputs.slice(0, most).map((input) => ({
          key: input.name,
          cells: [
            <Name key="name" input={input} label={labelOf(input, asset)} />,
            <Value key="value" input={input} label={labelOf(input, asset)} onOpen={onOpen} />,
            `${t(`figures.explain.kinds.${input.source.kind}`)}: ${explainedWords(input.source.field)}`,
          ],
        }))}
      />
      {left > 0 && (
        <PlainButton onClick={() => setMost(most + STEP)}>
          {t("figures.explain.more", { amount: formatCount(Math.min(left, STEP)) })}
        </PlainButton>
      )}
    </>
  );
}

interface InputTableProps {
  inputs: readonly ExplanationInput[];
  /** What the explained figure is of; null: of the portfolio. */
  asset: Explanation["asset"];
  onOpen: (figure: FigureRef, label: string) => void;
}

const labelOf = ({ name, detail, opens }: ExplanationInput, asset: Explanation["asset"]): string =>
  figureWords(opens, asset, detail ?? name);

function Name({ input: { name, detail }, label }: { input: ExplanationInput; label: string }) {
  return (
    <span className={classes.input}>
      {label}
      {detail !== null && <small>{explainedWords(name)}</small>}
    </span>
  );
}

function Value({ input: { value, opens }, label, onOpen }: ValueProps) {
  if (opens === null) return <code>{value}</code>;
  return (
    <button
      type="button"
      className={classes.open}
      title={t("figures.explain.open", { label })}
      onClick={() => onOpen(opens, label)}
    >
      <code>{value}</code>
    </button>
  );
}

interface ValueProps {
  input: ExplanationInput;
  label: string;
  onOpen: InputTableProps["onOpen"];
}
