import type { ExternalIdentity } from "@cryptodesk/shared/identity/external-identity.contract";
import { Button, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { oidcProblemWords } from "../../session/oidc-problem.ts";
import { useSignInOptions } from "../../session/session.ts";
import { reasonOf, useAction } from "../../session/use-action.ts";
import { Age } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { showToast } from "../../ui/toast.tsx";
import { WarningNotice } from "../../ui/warning-notice.tsx";
import { useIdentities } from "./use-identities.ts";

const nameOf = ({ email, subject }: ExternalIdentity) => email ?? subject;

/**
 * Single sign-on of the account. Nothing where the desk has none and nothing is left of an earlier one.
 * @param problem why the last linking came to nothing, as the desk put it into the address
 */
export function IdentitiesPanel({ problem }: { problem: string | null }) {
  const { data, isPending, error, refetch } = useIdentities();
  const provider = useSignInOptions()?.oidc ?? null;
  const [unlinking, setUnlinking] = useState<ExternalIdentity | null>(null);
  const link = useAction({
    act: (_now: undefined) => api.account.beginOidcLink.mutate({}),
    onDone: ({ url }) => location.assign(url),
  });
  const trouble = oidcProblemWords(problem);
  if (!provider && !data?.items.length) return null;
  return (
    <>
      {trouble && <WarningNotice title={t("account.identityProblem")}>{trouble}</WarningNotice>}
      <Panel
        title={t("account.identities")}
        flush
        actions={
          provider && (
            <Button size="xs" variant="default" loading={link.isPending} onClick={() => link.mutate(undefined)}>
              {t("account.identityLink", { name: provider.name })}
            </Button>
          )
        }
      >
        {isPending && <Skeleton height={116} radius={0} />}
        {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {provider && data?.items.length === 0 && (
          <EmptyNotice
            title={t("account.noIdentities")}
            detail={t("account.noIdentitiesDetail", { name: provider.name })}
          />
        )}
        {data && data.items.length > 0 && <IdentityTable identities={data.items} onUnlink={setUnlinking} />}
        {unlinking && <UnlinkIdentity identity={unlinking} onClose={() => setUnlinking(null)} />}
      </Panel>
    </>
  );
}

function IdentityTable({
  identities,
  onUnlink,
}: {
  identities: ExternalIdentity[];
  onUnlink: (identity: ExternalIdentity) => void;
}) {
  return (
    <RecordTable
      label={t("account.identities")}
      actions
      columns={[t("account.identityAs"), t("account.identityAt"), t("account.created"), t("account.lastUsed")]}
      rows={identities.map((identity) => ({
        key: identity.id,
        cells: [
          nameOf(identity),
          identity.issuer,
          <Age key="created" at={identity.createdAt} />,
          identity.lastUsedAt ? <Age key="used" at={identity.lastUsedAt} /> : t("account.neverUsed"),
        ],
        actions: (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("account.identityUnlinkOf", { name: nameOf(identity) })}
            onClick={() => onUnlink(identity)}
          >
            {t("account.identityUnlink")}
          </Button>
        ),
      }))}
    />
  );
}

function UnlinkIdentity({ identity, onClose }: { identity: ExternalIdentity; onClose: () => void }) {
  const name = nameOf(identity);
  const unlink = useAction({
    act: (_now: undefined) => api.account.unlinkExternal.mutate({ id: identity.id }),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: () => {
      showToast(t("account.identityUnlinked", { name }));
      onClose();
    },
  });
  return (
    <AskDialog
      danger
      title={t("account.identityUnlinkTitle", { name })}
      confirm={t("account.identityUnlink")}
      busy={unlink.isPending}
      error={reasonOf(unlink.error)}
      onConfirm={() => unlink.mutate(undefined)}
      onClose={onClose}
    >
      <p>{t("account.identityUnlinkDetail")}</p>
    </AskDialog>
  );
}
