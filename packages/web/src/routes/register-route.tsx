import { Link, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../catalogue/catalogue.ts";
import classes from "../features/access/access.module.css";
import { AccessCard } from "../features/access/access-card.tsx";
import { RegisterForm } from "../features/access/register-form.tsx";
import { useHashToken } from "../features/access/use-hash-token.ts";
import { adoptTokens, useSignInOptionsQuery } from "../session/session.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";
import { Page } from "../ui/page.tsx";

/** Making an account, where the desk lets people do that. */
export function RegisterRoute() {
  const token = useHashToken();
  const router = useRouter();
  const { data: options, error, refetch } = useSignInOptionsQuery();
  const [made, setMade] = useState(false);
  const first = options?.setupNeeded ?? false;
  const closed = options !== undefined && !first && options.registration === "closed";
  const title = t(
    first ? "access.register.firstTitle" : closed ? "access.register.closedTitle" : "access.register.title",
  );
  if (options === undefined) {
    return <Page title={title}>{error && <ErrorNotice error={error} onRetry={() => void refetch()} />}</Page>;
  }
  return (
    <Page title={title}>
      <AccessCard>
        <div className={classes.form}>
          {first && <p className={classes.text}>{t("access.register.firstWhy")}</p>}
          {closed && <p className={classes.text}>{t("access.register.closed")}</p>}
          {made && (
            <p className={classes.text} role="status">
              {t("access.register.made")}
            </p>
          )}
          {!closed && !made && (
            <RegisterForm
              first={first}
              token={token}
              onMade={() => setMade(true)}
              onSignedIn={(answer) => {
                adoptTokens(answer);
                void router.navigate({ to: "/" });
              }}
            />
          )}
          {!first && (
            <div className={classes.links}>
              <Link to="/sign-in">{t("access.register.toSignIn")}</Link>
            </div>
          )}
        </div>
      </AccessCard>
    </Page>
  );
}
