import type { Strategy, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { Badge, Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { describeError } from "../../lib/api-error.ts";
import { saveFile } from "../../lib/save-file.ts";
import { api } from "../../lib/trpc.ts";
import { useForkStrategy, useRemoveStrategy } from "../../strategy-data/use-strategies.ts";
import { showProblem, showToast } from "../../ui/toast.tsx";
import classes from "./strategy-editor.module.css";
import type { ToolbarDialog } from "./toolbar-dialogs.tsx";

const ToolbarDialogs = lazy(() =>
  import("./toolbar-dialogs.tsx").then((module) => ({ default: module.ToolbarDialogs })),
);

/** What can be done with a strategy besides changing its rules. */
export function EditorToolbar({ strategy, writes, onRestored }: EditorToolbarProps) {
  const navigate = useNavigate();
  /** Undefined until something is opened for the first time. */
  const [opened, setOpened] = useState<ToolbarDialog | null>();
  const fork = useForkStrategy(
    ({ strategy: { id } }) => void navigate({ to: "/strategies/$strategyId", params: { strategyId: id } }),
  );
  const remove = useRemoveStrategy(() => void navigate({ to: "/strategies" }));
  return (
    <div className={classes.toolbar}>
      <span className={classes.labels}>
        {strategy.tags.map((tag) => (
          <Badge key={tag} variant="light" color="gray">
            {tag}
          </Badge>
        ))}
        {strategy.visibility !== "private" && (
          <Badge variant="light">{t(`strategy.visibilities.${strategy.visibility}`)}</Badge>
        )}
        {strategy.blocked && (
          <Badge variant="light" color="red">
            {t("strategy.blocked")}
          </Badge>
        )}
        {strategy.forkedFrom && <span>{t("strategyEditor.isCopy")}</span>}
      </span>
      <span className={classes.tools}>
        <Tool name={t("strategyEditor.versions.title")} onClick={() => setOpened("versions")} />
        <Tool name={t("strategyEditor.toFile")} onClick={() => void toFile(strategy)} />
        {writes && (
          <>
            <Tool name={t("strategyEditor.tags.title")} onClick={() => setOpened("tags")} />
            <Tool name={t("strategyEditor.share.open")} onClick={() => setOpened("share")} />
            <Tool
              name={t("strategy.fork")}
              busy={fork.isPending}
              onClick={() => fork.mutate({ strategyId: strategy.id })}
            />
            <Tool name={t("strategy.delete")} busy={remove.isPending} onClick={() => remove.mutate(strategy)} />
          </>
        )}
      </span>
      {opened !== undefined && (
        <Suspense>
          <ToolbarDialogs
            strategy={strategy}
            writes={writes}
            opened={opened}
            onClose={() => setOpened(null)}
            onRestored={onRestored}
          />
        </Suspense>
      )}
    </div>
  );
}

interface EditorToolbarProps {
  strategy: Strategy;
  writes: boolean;
  onRestored: (saved: StrategyDetail) => void;
}

function Tool({ name, busy = false, onClick }: { name: string; busy?: boolean; onClick: () => void }) {
  return (
    <Button size="xs" variant="default" loading={busy} onClick={onClick}>
      {name}
    </Button>
  );
}

async function toFile({ id, name }: Strategy): Promise<void> {
  try {
    const content = await api.strategy.exportFile.query({ strategyId: id });
    const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "strategy"}.json`;
    saveFile(file, "application/json", [`${JSON.stringify(content, null, 2)}\n`]);
    showToast(t("strategyEditor.savedFile", { file }));
  } catch (error) {
    showProblem(describeError(error).detail);
  }
}
