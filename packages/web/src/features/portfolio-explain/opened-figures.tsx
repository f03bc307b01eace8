import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import type { ExplainRequest } from "../../portfolio-data/explain-request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./explain-drawer.module.css";
import { ExplanationView } from "./explanation-view.tsx";
import { useExplanation } from "./use-explanation.ts";

interface Opened {
  figure: FigureRef;
  label: string;
}

/** The figures opened one out of the other; the last one is shown. */
export function OpenedFigures({ request }: { request: ExplainRequest }) {
  const [trail, setTrail] = useState<readonly Opened[]>([request]);
  const last = trail.at(-1) ?? request;
  return (
    <>
      <nav aria-label={t("figures.explain.back")}>
        <ol className={classes.trail}>
          {trail.map(({ label, figure }, at) => (
            <li
              key={JSON.stringify([figure, trail.slice(0, at).length])}
              aria-current={at === trail.length - 1 ? "page" : undefined}
            >
              {at === trail.length - 1 ? (
                label
              ) : (
                <button type="button" onClick={() => setTrail(trail.slice(0, at + 1))}>
                  {label}
                </button>
              )}
            </li>
          ))}
        </ol>
      </nav>
      <Explained
        key={JSON.stringify(last.figure)}
        portfolioId={request.portfolioId}
        figure={last.figure}
        onOpen={(figure, label) => setTrail([...trail, { figure, label }])}
      />
    </>
  );
}

function Explained({ portfolioId, figure, onOpen }: ExplainedProps) {
  const { data, error, refetch } = useExplanation(portfolioId, figure);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={320} />;
  return <ExplanationView portfolioId={portfolioId} figure={figure} explanation={data} onOpen={onOpen} />;
}

interface ExplainedProps {
  portfolioId: string;
  figure: FigureRef;
  onOpen: (figure: FigureRef, label: string) => void;
}
