import type { ApiKey, CreatedApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import { Button, Checkbox, Skeleton } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatCount } from "../../lib/format.ts";
import { permissionWords } from "../../lib/permission-words.ts";
import { Age, Until } from "../../ui/age.tsx";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { EmptyNotice } from "../../ui/empty-notice.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { Panel } from "../../ui/panel.tsx";
import { RecordTable } from "../../ui/record-table.tsx";
import { StateDot, type Tone } from "../../ui/state-dot.tsx";
import classes from "./account.module.css";
import { MadeKeyDialog } from "./made-key-dialog.tsx";
import { MakeKeyDialog } from "./make-key-dialog.tsx";
import { useKeys, useRevokeKey } from "./use-keys.ts";

const TONES: Record<ApiKey["state"], Tone> = { active: "good", expired: "warn", revoked: "off" };

/** API keys: which there are, making one, ending one. */
export function KeysPanel() {
  const { data, isPending, error, refetch } = useKeys();
  const [withEnded, setWithEnded] = useState(false);
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<CreatedApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useRevokeKey();
  const all = data?.items ?? [];
  const shown = all.filter(({ state }) => withEnded || state === "active");
  return (
    <Panel
      title={t("account.keys")}
      flush
      actions={
        <div className={classes.filter}>
          {all.some(({ state }) => state !== "active") && (
            <Checkbox
              size="xs"
              label={t("account.showEnded")}
              checked={withEnded}
              onChange={({ currentTarget }) => setWithEnded(currentTarget.checked)}
            />
          )}
          <Button size="xs" onClick={() => setMaking(true)}>
            {t("account.makeKey")}
          </Button>
        </div>
      }
    >
      {isPending && <Skeleton height={148} radius={0} />}
      {!isPending && !data && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && shown.length === 0 && <EmptyNotice title={t("account.noKeys")} detail={t("account.noKeysDetail")} />}
      {shown.length > 0 && <KeyTable keys={shown} onRevoke={setRevoking} />}
      {making && (
        <MakeKeyDialog
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
        />
      )}
      {made && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
      {revoking && (
        <AskDialog
          danger
          title={t("account.revokeTitle", { name: revoking.name })}
          confirm={t("account.revoke")}
          onConfirm={() => {
            revoke.mutate(revoking);
            setRevoking(null);
          }}
          onClose={() => setRevoking(null)}
        >
          <p>{t("account.revokeDetail")}</p>
        </AskDialog>
      )}
    </Panel>
  );
}

function KeyTable({ keys, onRevoke }: { keys: ApiKey[]; onRevoke: (key: ApiKey) => void }) {
  return (
    <RecordTable
      label={t("account.keys")}
      actions
      columns={[
        t("account.keyName"),
        t("account.prefix"),
        t("account.scopes"),
        t("account.state"),
        t("account.lastUsed"),
        t("account.expires"),
        t("account.rate"),
      ]}
      rows={keys.map((key) => ({
        key: key.id,
        cells: [
          key.name,
          <code key="prefix" className={classes.code}>
            {key.prefix}…
          </code>,
          <ul key="scopes" className={classes.scopeWords}>
            {key.scopes.map((scope) => (
              <li key={scope}>{permissionWords(scope)}</li>
            ))}
          </ul>,
          <StateDot key="state" tone={TONES[key.state]}>
            {t(`account.keyStates.${key.state}`)}
          </StateDot>,
          <LastUse key="used" of={key} />,
          key.expiresAt && key.state === "active" ? <Until key="ends" at={key.expiresAt} /> : "",
          t("account.rateShort", { rate: formatCount(key.requestsPerMinute) }),
        ],
        actions: key.state === "active" && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t("account.revokeOf", { name: key.name })}
            onClick={() => onRevoke(key)}
          >
            {t("account.revoke")}
          </Button>
        ),
      }))}
    />
  );
}

function LastUse({ of: { lastUsedAt, lastUsedIp } }: { of: ApiKey }) {
  if (lastUsedAt === null) return t("account.neverUsed");
  return (
    <>
      <Age at={lastUsedAt} />{" "}
      {lastUsedIp && <span className={classes.muted}>{t("account.lastUsedFrom", { ip: lastUsedIp })}</span>}
    </>
  );
}
