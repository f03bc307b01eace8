import { getRouteApi, Link, useRouter } from "@tanstack/react-router";
import { t } from "../catalogue/catalogue.ts";
import classes from "../features/access/access.module.css";
import { AccessCard, FormError } from "../features/access/access-card.tsx";
import { readChallenge } from "../features/access/read-challenge.ts";
import { returnPath } from "../features/access/return-path.ts";
import { SignInForm } from "../features/access/sign-in-form.tsx";
import { useHashToken } from "../features/access/use-hash-token.ts";
import { oidcProblemWords } from "../session/oidc-problem.ts";
import { adoptTokens, useSession, useSignInOptions } from "../session/session.ts";
import { Page } from "../ui/page.tsx";

const route = getRouteApi("/sign-in");

/** Signing in, and back to the page one came for. */
export function SignInRoute() {
  const { to, problem } = route.useSearch();
  // Left by the desk where single sign-on was right and a second factor is asked for.
  const begun = readChallenge(useHashToken());
  const router = useRouter();
  const { state, me, ended } = useSession();
  const options = useSignInOptions();
  const goOn = () => router.history.push(returnPath(to));
  if (state === "signedIn" && !ended && me) {
    return (
      <Page title={t("access.signIn.title")}>
        <AccessCard>
          <div className={classes.form}>
            <p className={classes.text}>{t("access.signIn.already", { name: me.name })}</p>
            <a
              href={returnPath(to)}
              onClick={(event) => {
                event.preventDefault();
                goOn();
              }}
            >
              {t("access.signIn.goOn")}
            </a>
          </div>
        </AccessCard>
      </Page>
    );
  }
  return (
    <Page title={t("access.signIn.title")}>
      <AccessCard>
        <div className={classes.form}>
          {options?.anonymousReading === false && <p className={classes.text}>{t("access.signIn.closed")}</p>}
          {options?.setupNeeded && (
            <p className={classes.text}>
              {t("access.signIn.setup")} <Link to="/register">{t("access.register.firstTitle")}</Link>
            </p>
          )}
          <FormError>{begun ? null : oidcProblemWords(problem)}</FormError>
          <SignInForm
            key={begun?.challenge ?? ""}
            begun={begun}
            to={returnPath(to)}
            onSignedIn={(answer) => {
              adoptTokens(answer);
              goOn();
            }}
          />
          <div className={classes.links}>
            <Link to="/reset-password">{t("access.signIn.forgot")}</Link>
            {options?.registration === "open" && !options.setupNeeded && (
              <Link to="/register">{t("access.signIn.register")}</Link>
            )}
          </div>
        </div>
      </AccessCard>
    </Page>
  );
}
