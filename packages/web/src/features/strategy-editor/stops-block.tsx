import type { Quantity, Stops } from "@cryptodesk/shared/strategy/rules.contract";
import { t } from "../../catalogue/catalogue.ts";
import { OptionalQuantityField } from "./block-fields.tsx";
import classes from "./strategy-editor.module.css";

const PERCENTAGES = ["fixedPct", "trailingPct", "targetPct"] as const;
const RANGES = ["atr", "trailingAtr", "targetAtr"] as const;
const USUAL_PERIOD = 14;
const USUAL_MULTIPLE = 2;

/** Levels that close a position inside a candle. What is empty is not used. */
export function StopsBlock({ stops, onChange }: { stops: Stops; onChange: (stops: Stops) => void }) {
  return (
    <div className={classes.stack}>
      <div className={classes.row}>
        {PERCENTAGES.map((name) => (
          <OptionalQuantityField
            key={name}
            width="9.5rem"
            label={t(`strategyEditor.stops.${name}`)}
            path={["stops", name]}
            value={stops[name]}
            onChange={(value) => onChange(withField(stops, name, value))}
          />
        ))}
        <OptionalQuantityField
          width="9.5rem"
          label={t("strategyEditor.stops.candles")}
          path={["stops", "candles"]}
          value={stops.candles}
          onChange={(value) => onChange(withField(stops, "candles", value))}
        />
      </div>
      <div className={classes.row}>
        {RANGES.map((name) => (
          <RangeFields
            key={name}
            name={name}
            value={stops[name]}
            onChange={(next) => onChange(withField(stops, name, next))}
          />
        ))}
      </div>
    </div>
  );
}

type Range = NonNullable<Stops["atr"]>;

/** So many average true ranges: the multiple says whether there is such a stop. */
function RangeFields({ name, value, onChange }: RangeFieldsProps) {
  const multiple = (next: Quantity | undefined) =>
    onChange(next === undefined ? undefined : { period: value?.period ?? USUAL_PERIOD, multiple: next });
  const period = (next: Quantity | undefined) =>
    onChange({ period: next ?? USUAL_PERIOD, multiple: value?.multiple ?? USUAL_MULTIPLE });
  return (
    <>
      <OptionalQuantityField
        width="9.5rem"
        label={t(`strategyEditor.stops.${name}`)}
        path={["stops", name, "multiple"]}
        value={value?.multiple}
        onChange={multiple}
      />
      {value !== undefined && (
        <OptionalQuantityField
          width="6rem"
          label={t("strategyEditor.stops.atrPeriod")}
          path={["stops", name, "period"]}
          value={value.period}
          onChange={period}
        />
      )}
    </>
  );
}

interface RangeFieldsProps {
  name: (typeof RANGES)[number];
  value: Range | undefined;
  onChange: (value: Range | undefined) => void;
}

function withField<Name extends keyof Stops>(stops: Stops, name: Name, value: Stops[Name]): Stops {
  const { [name]: _before, ...rest } = stops;
  return value === undefined ? (rest as Stops) : { ...stops, [name]: value };
}
