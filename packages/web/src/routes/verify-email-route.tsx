import { Link } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import classes from "../features/access/access.module.css";
import { AccessCard } from "../features/access/access-card.tsx";
import { useHashToken } from "../features/access/use-hash-token.ts";
import { VerifyEmail } from "../features/access/verify-email.tsx";
import { Page } from "../ui/page.tsx";

/** Where the link of a verification mail leads. */
export function VerifyEmailRoute() {
  const token = useHashToken();
  return (
    <Page title={t("access.verify.title")}>
      <AccessCard>
        <div className={classes.form}>
          {token === null ? (
            <p className={classes.text}>{t("access.verify.missing")}</p>
          ) : (
            <VerifyEmail token={token} />
          )}
          <div className={classes.links}>
            <Link to="/">{t("access.verify.goOn")}</Link>
          </div>
        </div>
      </AccessCard>
    </Page>
  );
}
