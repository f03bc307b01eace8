import { useQuery } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { problemOf } from "../../session/problem.ts";
import { currentSession, refreshMe } from "../../session/session.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import classes from "./access.module.css";

/** Redeems the token of a mailed link, once, as the page opens. */
export function VerifyEmail({ token }: { token: string }) {
  const { isPending, error, refetch } = useQuery({
    queryKey: ["verified-address", token],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      await api.auth.verifyEmail.mutate({ token });
      // Who is signed in may be somebody else, or nobody.
      if (currentSession().state === "signedIn") await refreshMe().catch(() => undefined);
      return true;
    },
  });
  if (isPending) return <p className={classes.text}>{t("access.verify.busy")}</p>;
  if (!error) {
    return (
      <p className={classes.text} role="status">
        {t("access.verify.done")}
      </p>
    );
  }
  const refused = (problemOf(error)?.status ?? 500) < 500;
  if (!refused) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return (
    <p className={classes.text} role="alert">
      {t("access.verify.failed")}
    </p>
  );
}
