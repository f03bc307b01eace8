import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "../features/access/access.module.css";
import { AccessCard } from "../features/access/access-card.tsx";
import { RequestResetForm, SetPasswordForm } from "../features/access/reset-forms.tsx";
import { useHashToken } from "../features/access/use-hash-token.ts";
import { useSignInOptionsQuery } from "../session/session.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";

/** With the link of a mail or an admin: a new password. Without: how to come by such a link. */
export function ResetPasswordRoute() {
  const token = useHashToken();
  const [done, setDone] = useState<"sent" | "set" | null>(null);
  const { data: options, error, refetch } = useSignInOptionsQuery();
  const title = t(token === null ? "access.reset.title" : "access.reset.newTitle");
  return (
    <Page title={title}>
      <AccessCard>
        <div className={classes.form}>
          {done !== null && (
            <p className={classes.text} role="status">
              {t(done === "set" ? "access.reset.done" : "access.reset.sent")}
            </p>
          )}
          {done === null && token !== null && (
            <SetPasswordForm key={token} token={token} onDone={() => setDone("set")} />
          )}
          {done === null && token === null && options?.mail === true && (
            <RequestResetForm onSent={() => setDone("sent")} />
          )}
          {done === null && token === null && options?.mail === false && (
            <p className={classes.text}>{t("access.reset.noMail")}</p>
          )}
          {token === null && options === undefined && error && (
            <ErrorNotice error={error} onRetry={() => void refetch()} />
          )}
          <div className={classes.links}>
            <Link to="/sign-in">{t("access.signIn.title")}</Link>
          </div>
        </div>
      </AccessCard>
    </Page>
  );
}
