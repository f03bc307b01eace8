import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDecimals } from "../../lib/format.ts";
import classes from "./indicator-form.module.css";
import {
  checkLengths,
  INDICATOR_KINDS,
  type Indicator,
  type IndicatorKind,
  LENGTHS,
  type LengthFault,
  MOST_INDICATORS,
  nameOf,
  usualLengths,
} from "./indicator-lengths.ts";

/** Fields for an indicator with lengths of one's own. */
export function IndicatorForm({ chosen, onAdd }: IndicatorFormProps) {
  const [kind, setKind] = useState<IndicatorKind>("sma");
  const [typed, setTyped] = useState(() => typedLengths("sma"));
  const [faults, setFaults] = useState<readonly (LengthFault | null)[]>([]);
  const [twice, setTwice] = useState(false);
  const fields = useRef<(HTMLInputElement | null)[]>([]);
  const full = chosen.length >= MOST_INDICATORS;
  const turnTo = (next: IndicatorKind) => {
    setKind(next);
    setTyped(typedLengths(next));
    setFaults([]);
    setTwice(false);
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const read = checkLengths(kind, typed);
    const bad = "faults" in read ? read.faults : [];
    const name = "lengths" in read ? nameOf({ kind, lengths: read.lengths }) : null;
    const known = name !== null && chosen.includes(name);
    setFaults(bad);
    setTwice(known);
    if (name === null || known)
      fields.current[
        Math.max(
          0,
          bad.findIndex((fault) => fault !== null),
        )
      ]?.focus();
    else if (!full) onAdd(name);
  };
  return (
    <form className={classes.root} aria-label={t("coin.ownIndicator")} onSubmit={add} noValidate>
      <NativeSelect
        size="xs"
        label={t("coin.ownIndicator")}
        value={kind}
        data={INDICATOR_KINDS.map((value) => ({ value, label: t(`coin.indicatorKind.${value}`) }))}
        onChange={({ currentTarget }) => {
          const next = INDICATOR_KINDS.find((value) => value === currentTarget.value);
          if (next) turnTo(next);
        }}
      />
      <div className={classes.lengths}>
        {LENGTHS[kind].map(({ name, least, most }, at) => (
          <TextInput
            key={`${kind} ${name}`}
            ref={(field) => {
              fields.current[at] = field;
            }}
            size="xs"
            label={t(`coin.length.${name}`)}
            inputMode={name === "width" ? "decimal" : "numeric"}
            autoComplete="off"
            maxLength={5}
            value={typed[at] ?? ""}
            error={
              faultWords(faults[at] ?? null, { least, most }) ?? (twice && at === 0 ? t("coin.indicatorTwice") : null)
            }
            onChange={({ currentTarget }) => {
              setTyped(typed.with(at, currentTarget.value));
              setFaults(faults.map((fault, place) => (place === at ? null : fault)));
              setTwice(false);
            }}
          />
        ))}
      </div>
      <Button type="submit" size="xs" variant="default" disabled={full}>
        {t("coin.addIndicator")}
      </Button>
      <p className={classes.note} role="status">
        {full ? t("coin.indicatorsFull", { most: MOST_INDICATORS }) : ""}
      </p>
    </form>
  );
}

interface IndicatorFormProps {
  chosen: readonly Indicator[];
  onAdd: (indicator: Indicator) => void;
}

const typedLengths = (kind: IndicatorKind): string[] => usualLengths(kind).map(formatDecimals);

function faultWords(fault: LengthFault | null, bounds: { least: number; most: number }): string | null {
  if (fault === null) return null;
  if (fault === "order") return t("coin.lengthFault.order");
  return t(`coin.lengthFault.${fault}`, { least: formatDecimals(bounds.least), most: formatDecimals(bounds.most) });
}
