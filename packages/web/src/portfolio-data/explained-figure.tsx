import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { explain } from "./explain-request.ts";
import classes from "./explained-figure.module.css";

/** A figure that opens into what it was computed from. `children` is how it is written, `label` what it is. */
export function ExplainedFigure({ portfolioId, figure, label, direction, children }: ExplainedFigureProps) {
  return (
    <button
      type="button"
      className={classes.root}
      data-direction={direction}
      title={t("portfolio.explain", { label })}
      onClick={() => explain({ portfolioId, figure, label })}
    >
      <span className={classes.quiet}>{label} </span>
      {children}
    </button>
  );
}

interface ExplainedFigureProps {
  portfolioId: string;
  figure: FigureRef;
  /** In words, e.g. “Unrealised gain of BTC”. */
  label: string;
  /** Colours a gain or a loss, whose sign says the same. */
  direction?: "up" | "down" | undefined;
  children: ReactNode;
}

/** Whether an amount is above or below nothing. */
export function directionOfAmount(amount: string | null | undefined): "up" | "down" | undefined {
  if (amount === null || amount === undefined || !/[1-9]/.test(amount)) return undefined;
  return amount.startsWith("-") ? "down" : "up";
}
