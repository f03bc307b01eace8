import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, Progress, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount, formatShare } from "../../lib/format.ts";
import { api } from "../../lib/trpc.ts";
import { useMay } from "../../session/session.ts";
import { reasonOf } from "../../session/use-action.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { FileActions } from "./file-actions.tsx";
import classes from "./import.module.css";
import { ImportStateDot } from "./import-list.tsx";
import { importWords } from "./import-words.ts";
import { OptionsForm } from "./options-form.tsx";
import { Recognised } from "./recognised.tsx";
import { RowsPanel } from "./rows-panel.tsx";
import { UnfinishedUpload } from "./unfinished-upload.tsx";
import { refreshLedger, useImport, useImportAction } from "./use-imports.ts";

/** One import: what was recognised, what is asked, what would be recorded, and what was. */
export function ImportView({ portfolio, importId, onOpen }: ImportViewProps) {
  const { data: found, error, refetch } = useImport(portfolio.id, importId);
  useRefreshOnceRecorded(found);
  const back = (
    <div>
      <Button size="compact-sm" variant="subtle" onClick={() => onOpen(undefined)}>
        {t("imports.back")}
      </Button>
    </div>
  );
  if (!found) {
    return (
      <>
        {back}
        {error ? <ErrorNotice error={error} onRetry={() => void refetch()} /> : <Skeleton height={320} />}
      </>
    );
  }
  const canRead = ["asking", "ready", "refused", "failed", "undone"].includes(found.state);
  const hasRows = ["ready", "committed", "asking", "undone"].includes(found.state) && found.counts.rows > 0;
  return (
    <>
      {back}
      <Panel
        title={found.fileName}
        note={<ImportStateDot state={found.state} />}
        actions={<FileActions found={found} onGone={() => onOpen(undefined)} />}
      >
        <Standing found={found} />
        {found.reading !== null && <Recognised found={found} onOpen={onOpen} />}
        {found.state === "ready" && <Commit found={found} />}
      </Panel>
      {canRead && <OptionsForm key={`${found.jobId}`} portfolio={portfolio} found={found} />}
      {hasRows && <RowsPanel found={found} />}
    </>
  );
}

interface ImportViewProps {
  portfolio: Portfolio;
  importId: string;
  /** Opens another import, or the list. */
  onOpen: (importId: string | undefined) => void;
}

/** The figures of the portfolio change when the server has recorded the rows, not when it was asked to. */
function useRefreshOnceRecorded(found: PortfolioImport | undefined): void {
  const before = useRef(found?.state);
  useEffect(() => {
    if (before.current === "committing" && found?.state === "committed") refreshLedger();
    before.current = found?.state;
  }, [found?.state]);
}

function Standing({ found }: { found: PortfolioImport }) {
  const { state, problem, progress, portfolioId, counts } = found;
  if (state === "analysing" || state === "committing") {
    return (
      <div className={classes.progress} role="status">
        <span>
          {t(`imports.doing.${state}`)} {progress !== null && formatShare(progress * 100, 0)}
        </span>
        <Progress
          value={progress === null ? 100 : progress * 100}
          animated={progress === null}
          size="sm"
          aria-label={t(`imports.doing.${state}`)}
        />
      </div>
    );
  }
  if (problem !== null) {
    return (
      <WarningNotice title={t(state === "failed" ? "imports.failed" : "imports.refused")}>
        {problem.line !== null &&
          !problem.detail.startsWith("Line ") &&
          `${t("imports.line", { line: formatCount(problem.line) })}: `}
        {importWords(problem.detail)}
        {problem.cells !== null && problem.cells.length > 0 && (
          <code className={classes.cells}>{problem.cells.join(" | ")}</code>
        )}
      </WarningNotice>
    );
  }
  if (state === "uploading") return <UnfinishedUpload found={found} />;
  if (state === "undone") return <p>{t("imports.isUndone")}</p>;
  if (state !== "committed") return null;
  return (
    <p className={classes.done} role="status">
      {t("imports.committed", { count: counts.transactions, amount: formatCount(counts.transactions) })}{" "}
      <Link to="/portfolios/$portfolioId/holdings" params={{ portfolioId }}>
        {t("imports.toHoldings")}
      </Link>{" "}
      <Link to="/portfolios/$portfolioId/transactions" params={{ portfolioId }}>
        {t("imports.toTransactions")}
      </Link>
    </p>
  );
}

/** Records the new rows, all or none. */
function Commit({ found }: { found: PortfolioImport }) {
  const { id: importId, portfolioId, counts } = found;
  const writes = useMay("portfolio:write");
  const commit = useImportAction((input: { portfolioId: string; importId: string }) =>
    api.portfolioImport.commit.mutate(input).then((ticket) => ticket.import),
  );
  const reason = reasonOf(commit.error);
  if (counts.new === 0) return <p className={classes.done}>{t("imports.nothingNew")}</p>;
  return (
    <div className={classes.done}>
      <Button disabled={!writes} loading={commit.isPending} onClick={() => commit.mutate({ portfolioId, importId })}>
        {t("imports.commit", { count: counts.transactions, amount: formatCount(counts.transactions) })}
      </Button>
      <p role="alert" className={classes.bad}>
        {reason}
      </p>
    </div>
  );
}
