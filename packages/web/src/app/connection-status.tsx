import { t } from "../catalogue/catalogue.ts";
import { useNow } from "../lib/use-now.ts";
import { retryStream, useStreamSnapshot } from "../market-data/use-live-listings.ts";
import { useOverview } from "../market-data/use-overview.ts";
import { PlainButton } from "../ui/plain-button.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import classes from "./connection-status.module.css";
import { connectionWords } from "./connection-words.ts";

function useConnectionWords() {
  const snapshot = useStreamSnapshot();
  const overview = useOverview();
  const now = useNow();
  const fetched = overview.data?.freshness.newestAsOf ?? null;
  // A tick is newer than the overview that was fetched before it.
  const ticked = snapshot.lastTickAt === null ? null : new Date(snapshot.lastTickAt).toISOString();
  const newest = ticked !== null && (fetched === null || ticked > fetched) ? ticked : fetched;
  return connectionWords(snapshot, newest, now);
}

/** Connection and age of the data, always in sight. Only the state itself is announced, not every second. */
export function ConnectionStatus() {
  const { tone, state, detail } = useConnectionWords();
  return (
    <div className={classes.root}>
      <span role="status">
        <StateDot tone={tone}>{state}</StateDot>
      </span>
      <span className={classes.detail}>{detail}</span>
    </div>
  );
}

/** Says above the page that its figures have stopped moving. */
export function InterruptedNotice() {
  const { interrupted, state, detail, known } = useConnectionWords();
  if (!interrupted) return null;
  return (
    <div className={classes.interrupted}>
      <b>{state}.</b>
      <span>{t(known ? "shell.connection.lastKnown" : "shell.connection.nothingKnown", { detail })}</span>
      <PlainButton onClick={retryStream}>{t("shell.connection.tryNow")}</PlainButton>
    </div>
  );
}
