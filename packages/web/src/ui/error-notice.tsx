import CircleAlert from "lucide-react/icons/circle-alert";
import { t } from "../catalogue/catalogue.ts";
import { describeError } from "../lib/api-error.ts";
import classes from "./notice.module.css";
import { PlainButton } from "./plain-button.tsx";

/** Says what failed, with the request id to quote and a way to try again. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
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
