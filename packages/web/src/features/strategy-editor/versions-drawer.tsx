import type { StrategyDetail, StrategyVersion } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, Drawer, Skeleton } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { formatDateTime } from "../../lib/format.ts";
import { useRestoreVersion, useVersionDiff, useVersions } from "../../strategy-data/use-versions.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { DiffView } from "./diff-view.tsx";
import classes from "./strategy-editor.module.css";

/** Every version that was saved, what it changed, and the way back to it. */
export function VersionsDrawer({ strategyId, writes, opened, onClose, onRestored }: VersionsDrawerProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size="44rem">
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes.drawerHead}>
          <Drawer.Title>{t("strategyEditor.versions.title")}</Drawer.Title>
          <Drawer.CloseButton aria-label={t("words.close")} />
        </div>
        <Drawer.Body>
          {opened && <Versions strategyId={strategyId} writes={writes} onRestored={onRestored} />}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface VersionsProps {
  strategyId: string;
  writes: boolean;
  onRestored: (saved: StrategyDetail) => void;
}

interface VersionsDrawerProps extends VersionsProps {
  opened: boolean;
  onClose: () => void;
}

function Versions({ strategyId, writes, onRestored }: VersionsProps) {
  const { data, error, refetch } = useVersions(strategyId);
  const restore = useRestoreVersion(onRestored);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={240} />;
  const newest = data.items[0]?.version ?? 1;
  return (
    <ol className={classes.versions} aria-label={t("strategyEditor.versions.title")}>
      {data.items.map((version) => (
        <VersionItem
          key={version.version}
          strategyId={strategyId}
          version={version}
          actions={
            writes &&
            version.version !== newest && (
              <Button
                size="compact-xs"
                variant="default"
                loading={restore.isPending && restore.variables?.version === version.version}
                aria-label={t("strategyEditor.versions.restoreOf", { version: version.version })}
                onClick={() => restore.mutate({ strategyId, version: version.version })}
              >
                {t("strategyEditor.versions.restore")}
              </Button>
            )
          }
        />
      ))}
    </ol>
  );
}

function VersionItem({
  strategyId,
  version: { version, note, name, savedAt, restoredFrom },
  actions,
}: VersionItemProps) {
  const [opened, setOpened] = useState(false);
  return (
    <li>
      <div className={classes.versionHead}>
        <b>{t("strategyEditor.versions.version", { version })}</b>
        <span>{formatDateTime(savedAt)}</span>
        {restoredFrom !== null && <span>{t("strategyEditor.versions.restoredFrom", { version: restoredFrom })}</span>}
        <span className={classes.versionActions}>
          {version > 1 && (
            <Button
              size="compact-xs"
              variant="default"
              aria-expanded={opened}
              aria-label={t("strategyEditor.versions.changesOf", { version })}
              onClick={() => setOpened((before) => !before)}
            >
              {t("strategyEditor.versions.changes")}
            </Button>
          )}
          {actions}
        </span>
      </div>
      <p className={classes.hint}>{note ?? name}</p>
      {opened && <Changes strategyId={strategyId} version={version} />}
    </li>
  );
}

interface VersionItemProps {
  strategyId: string;
  version: StrategyVersion;
  actions: ReactNode;
}

function Changes({ strategyId, version }: { strategyId: string; version: number }) {
  const { data, error, refetch } = useVersionDiff(strategyId, version - 1, version);
  if (!data && error) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  return <DiffView label={t("strategyEditor.versions.changesOf", { version })} lines={data.lines} />;
}
