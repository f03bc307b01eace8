import type { FigureRef } from "@cryptodesk/shared/portfolio/explain.contract";
import { Drawer, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { type ExplainRequest, endExplaining, useExplainRequest } from "../../portfolio-data/explain-request.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./explain-drawer.module.css";
import { ExplanationView } from "./explanation-view.tsx";
import { useExplanation } from "./use-explanation.ts";

/** Shows how the figure came about that somebody opened, and every figure that is opened from there. */
export function ExplainDrawer() {
  const request = useExplainRequest();
  return (
    <Drawer.Root opened={request !== null} onClose={endExplaining} position="right" size="46rem">
      <Drawer.Overlay />
      <Drawer.Content aria-label={t("figures.explain.title")}>
        <div className={classes.head}>
          <Drawer.Title>{t("figures.explain.title")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("words.close")} />
        </div>
        <Drawer.Body>{request && <OpenedFigures key={JSON.stringify(request)} request={request} />}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface Opened {
  figure: FigureRef;
  label: string;
}

/** The figures opened one out of the other; the last one is shown. */
function OpenedFigures({ request }: { request: ExplainRequest }) {
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
