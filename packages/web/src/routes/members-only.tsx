import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { Permission } from "@cryptodesk/shared/identity/permission";
import { Skeleton } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { t } from "../catalogue/catalogue.ts";
import { useSession } from "../session/session.ts";
import { EmptyNotice } from "../ui/empty-notice.tsx";

/** Shows a page to whoever has a permission, and to everybody else a calm word about what is missing. */
export function MembersOnly({ needs, children }: { needs: Permission; children: (me: Me) => ReactNode }) {
  const { state, me } = useSession();
  const { href } = useLocation();
  if (state === "starting") return <Skeleton height={240} />;
  if (me === null) {
    return (
      <EmptyNotice
        title={t("account.signInFirst")}
        detail={t("account.signInFirstDetail")}
        action={
          <Link to="/sign-in" search={{ to: href }}>
            {t("account.signIn")}
          </Link>
        }
      />
    );
  }
  if (!me.permissions.includes(needs)) return <Refusal me={me} needs={needs} />;
  if (me.secondFactorRequired && !needs.startsWith("account:")) {
    return (
      <EmptyNotice
        title={t("account.factorFirst")}
        detail={t("account.factorFirstDetail")}
        action={<Link to="/account/security">{t("account.toSecurity")}</Link>}
      />
    );
  }
  return children(me);
}

function Refusal({ me: { email, role, impersonatedBy }, needs }: { me: Me; needs: Permission }) {
  const toMarket = <Link to="/">{t("account.toMarket")}</Link>;
  if (impersonatedBy !== null) {
    return (
      <EmptyNotice
        title={t("account.notAsAnother")}
        detail={t("account.notAsAnotherDetail", { email })}
        action={toMarket}
      />
    );
  }
  return (
    <EmptyNotice
      title={t(needs.startsWith("admin:") ? "admin.mayNot" : "account.mayNot")}
      detail={t("account.mayNotDetail", { role: t(`account.roles.${role}`) })}
      action={toMarket}
    />
  );
}
