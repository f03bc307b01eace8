import type { ExplanationInput, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { PlainButton } from "../../ui/plain-button.tsx";
import classes from "./explain-drawer.module.css";

const STEP = 100;

/** What entered a figure; a number that comes from others opens into them. */
export function InputTable({ inputs, onOpen }: InputTableProps) {
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
            <Name key="name" input={input} />,
            <Value key="value" input={input} onOpen={onOpen} />,
            `${t(`figures.explain.kinds.${input.source.kind}`)}: ${input.source.field}`,
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
  onOpen: (figure: FigureRef, label: string) => void;
}

function Name({ input: { name, detail } }: { input: ExplanationInput }) {
  return (
    <span className={classes.input}>
      {detail ?? name}
      {detail !== null && <small>{name}</small>}
    </span>
  );
}

function Value({ input, onOpen }: { input: ExplanationInput; onOpen: InputTableProps["onOpen"] }) {
  const { value, opens, name, detail } = input;
  if (opens === null) return <code>{value}</code>;
  const label = detail ?? name;
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
