import type { Explanation, FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { Link } from "@tanstack/react-router";
import { t } from "../../catalogue/catalogue.ts";
import { copyText } from "../../lib/clipboard.ts";
import { formatCount } from "../../lib/format.ts";
import { endExplaining } from "../../portfolio-data/explain-request.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { StateDot } from "../../ui/state-dot.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import classes from "./explain-drawer.module.css";
import { explainedWords, figureWords, writtenFigure } from "./explanation-words.ts";
import { InputTable } from "./input-table.tsx";
import { StepTable } from "./step-table.tsx";

/** A figure with its formula, what it was computed from and how. */
export function ExplanationView({ portfolioId, figure, explanation, onOpen }: ExplanationViewProps) {
  const { value, unknown, formula, inputs, steps } = explanation;
  return (
    <div className={classes.body}>
      <div className={classes.value}>
        <span>{figureWords(figure, explanation.asset, explanation.figure)}</span>
        <b>{writtenFigure(value, explanation)}</b>
        {value !== null && (
          <small>
            {t("figures.explain.exactly")} <code>{value}</code>
          </small>
        )}
        <Recomputed explanation={explanation} />
      </div>
      {value === null && (
        <WarningNotice title={t("figures.explain.unknown")}>
          {explainedWords(unknown ?? "")}{" "}
          <Link to="/portfolios/$portfolioId/transactions" params={{ portfolioId }} onClick={endExplaining}>
            {t("figures.explain.mend")}
          </Link>
        </WarningNotice>
      )}
      <section className={classes.formula}>
        <h3>{t("figures.explain.formula")}</h3>
        <p>
          {explainedWords(formula.name)}: <code>{explainedWords(formula.expression)}</code>
        </p>
        <p className={classes.quiet}>
          {t("figures.explain.reference")}: {explainedWords(formula.reference)}
        </p>
      </section>
      <section>
        <h3>{t("figures.explain.inputs")}</h3>
        {inputs.length === 0 ? (
          <p className={classes.quiet}>{t("figures.explain.noInputs")}</p>
        ) : (
          <InputTable inputs={inputs} asset={explanation.asset} onOpen={onOpen} />
        )}
      </section>
      {steps.length > 0 && (
        <section>
          <h3>{t("figures.explain.steps")}</h3>
          <StepTable steps={steps} />
        </section>
      )}
      <div>
        <CopyButton
          label={t("figures.explain.copy")}
          copy={() => copyText(JSON.stringify({ asked: figure, ...explanation }, null, 2))}
        />
      </div>
    </div>
  );
}

interface ExplanationViewProps {
  portfolioId: string;
  figure: FigureRef;
  explanation: Explanation;
  onOpen: (figure: FigureRef, label: string) => void;
}

/** Whether the inputs give the figure again. */
function Recomputed({ explanation }: { explanation: Explanation }) {
  const { value, recomputed, omitted } = explanation;
  if (value === null) return null;
  if (recomputed === null) {
    if (omitted === 0) return null;
    return (
      <StateDot tone="warn">
        {t("figures.explain.notComputed", { count: omitted, amount: formatCount(omitted) })}
      </StateDot>
    );
  }
  return recomputed === value ? (
    <StateDot tone="good">{t("figures.explain.same")}</StateDot>
  ) : (
    <StateDot tone="bad">{t("figures.explain.differs", { value: recomputed })}</StateDot>
  );
}
