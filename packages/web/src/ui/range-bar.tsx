import type { DecimalString } from "@cryptodesk/shared/money/decimal";
import { t } from "../catalogue/catalogue.ts";
import { formatPrice } from "../lib/format.ts";
import classes from "./range-bar.module.css";

/** Where the price stands between a low and a high. A price outside, which sources do report, stays at the end. */
export function RangeBar({ label, low, high, price }: RangeBarProps) {
  const known = low !== null && high !== null;
  const share = known ? positionPct(Number(low), Number(high), Number(price)) : null;
  return (
    <div className={classes.root}>
      <div className={classes.label}>{label}</div>
      <div className={classes.bar} aria-hidden="true">
        {share !== null && <span className={classes.mark} style={{ insetInlineStart: `${share}%` }} />}
      </div>
      <div className={classes.ends}>
        <span>
          <span className={classes.end}>{t("words.low")}</span> {formatPrice(low)}
        </span>
        <span>
          <span className={classes.end}>{t("words.high")}</span> {formatPrice(high)}
        </span>
      </div>
    </div>
  );
}

interface RangeBarProps {
  label: string;
  low: DecimalString | null;
  high: DecimalString | null;
  price: DecimalString;
}

/** 0 at the low, 100 at the high; null where the range has no width. */
export function positionPct(low: number, high: number, price: number): number | null {
  if (!(high > low)) return null;
  return Math.min(100, Math.max(0, ((price - low) / (high - low)) * 100));
}
