import { type NamedSeries, PriceField } from "@cryptodesk/shared/strategy/rules.contract";
import { NativeSelect } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { seriesLines, useProblem, useSurroundings } from "./block-context.ts";

/** What an indicator is computed from: a price, or a line of a series above. */
export function SourceField({ at, value, onChange }: SourceFieldProps) {
  const { rules, disabled } = useSurroundings();
  const problem = useProblem(["series", at, "of"]);
  const above = seriesLines(rules, at).map(({ series, line }) => (line === null ? series : `${series}.${line}`));
  const chosen = choiceOf(value);
  const known = above.includes(chosen) || PriceField.options.some((price) => price === chosen);
  return (
    <NativeSelect
      label={t("strategyEditor.series.of")}
      size="xs"
      disabled={disabled}
      error={problem}
      value={chosen}
      data={[
        {
          group: t("strategyEditor.operand.price"),
          items: PriceField.options.map((price) => ({ value: price, label: t(`strategyEditor.prices.${price}`) })),
        },
        ...(above.length > 0 || !known
          ? [{ group: t("strategyEditor.operand.series"), items: known ? above : [...above, chosen] }]
          : []),
      ]}
      onChange={({ currentTarget }) => onChange({ ...value, of: sourceOf(currentTarget.value) })}
    />
  );
}

interface SourceFieldProps {
  at: number;
  value: NamedSeries;
  onChange: (value: NamedSeries) => void;
}

function choiceOf({ of = "close" }: NamedSeries): string {
  if (typeof of === "string") return of;
  return of.line === undefined ? of.series : `${of.series}.${of.line}`;
}

function sourceOf(choice: string): NonNullable<NamedSeries["of"]> {
  const price = PriceField.options.find((each) => each === choice);
  if (price !== undefined) return price;
  const [series = "", line] = choice.split(".");
  return line === undefined ? { series } : { series, line };
}
