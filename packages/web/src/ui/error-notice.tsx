import CircleAlert from "lucide-react/icons/circle-alert";
import CloudOff from "lucide-react/icons/cloud-off";
import { t } from "../catalogue/catalogue.ts";
import { describeError, isMissingCode, isOutOfReach } from "../lib/api-error.ts";
import { PageAway } from "../lib/reach.ts";
import { useServerBack } from "../lib/server-back.ts";
import classes from "./notice.module.css";
import { PlainButton } from "./plain-button.tsx";

/** Says what failed, with the request id to quote and a way to try again. What is only out of reach comes by itself. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  if (isOutOfReach(error)) return <AwayNotice error={error} onRetry={onRetry} />;
  const { title, detail, requestId } = describeError(error);
  return (
    <div className={classes.root} role="alert">
      <CircleAlert size={22} className={classes.errorIcon} aria-hidden="true" />
      <p className={classes.title}>{title}</p>
      <p className={classes.detail}>{detail}</p>
      {requestId && (
        <p className={classes.detail}>
          {t("words.request")} <code>{requestId}</code>
        </p>
      )}
      {onRetry && <PlainButton onClick={onRetry}>{t("words.retry")}</PlainButton>}
    </div>
  );
}

/** In the place of what this browser has not kept while the server is away: nothing has failed, so it is no alarm. */
function AwayNotice({ error, onRetry }: { error: unknown; onRetry: (() => void) | undefined }) {
  // Code that is missing though the server was there all the time would be asked for for ever.
  const passes = error instanceof PageAway || !isMissingCode(error);
  useServerBack(onRetry && ((wasAway) => (wasAway || passes) && onRetry()));
  return (
    <div className={classes.root} role="status">
      <CloudOff size={22} aria-hidden="true" />
      <p className={classes.title}>{t(navigator.onLine ? "words.errors.unreachable" : "words.away.network")}</p>
      <p className={classes.detail}>{t("words.away.nothingKept")}</p>
      {onRetry && <p className={classes.detail}>{t("words.away.byItself")}</p>}
      {onRetry && <PlainButton onClick={onRetry}>{t("words.retry")}</PlainButton>}
    </div>
  );
}
