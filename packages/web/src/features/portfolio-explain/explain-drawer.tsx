import { Drawer, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { endExplaining, useExplainRequest } from "../../portfolio-data/explain-request.ts";
import classes from "./explain-drawer.module.css";

// Few visits open a figure.
const OpenedFigures = lazy(() => import("./opened-figures.tsx").then((module) => ({ default: module.OpenedFigures })));

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
        <Drawer.Body>
          <Suspense fallback={<Skeleton height={320} />}>
            {request && <OpenedFigures key={JSON.stringify(request)} request={request} />}
          </Suspense>
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
