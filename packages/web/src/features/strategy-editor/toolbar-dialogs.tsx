import type { Strategy, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { t } from "../../catalogue/catalogue.ts";
import { showToast } from "../../ui/toast.tsx";
import { ShareDialog } from "./share-dialog.tsx";
import { TagsDialog } from "./tags-dialog.tsx";
import { VersionsDrawer } from "./versions-drawer.tsx";

export type ToolbarDialog = "versions" | "share" | "tags";

/** What the editor's toolbar opens. */
export function ToolbarDialogs({ strategy, writes, opened, onClose, onRestored }: ToolbarDialogsProps) {
  return (
    <>
      <VersionsDrawer
        strategyId={strategy.id}
        writes={writes}
        opened={opened === "versions"}
        onClose={onClose}
        onRestored={(saved) => {
          onClose();
          onRestored(saved);
          showToast(t("strategyEditor.versions.restored", { version: saved.version }));
        }}
      />
      {opened === "share" && <ShareDialog strategy={strategy} onClose={onClose} />}
      {opened === "tags" && <TagsDialog strategy={strategy} onClose={onClose} />}
    </>
  );
}

interface ToolbarDialogsProps {
  strategy: Strategy;
  writes: boolean;
  opened: ToolbarDialog | null;
  onClose: () => void;
  onRestored: (saved: StrategyDetail) => void;
}
