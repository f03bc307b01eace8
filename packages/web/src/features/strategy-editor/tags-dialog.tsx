import type { Strategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useChangeStrategy } from "../../strategy-data/use-strategies.ts";
import { AskDialog } from "../../ui/ask-dialog.tsx";
import { readTags } from "./read-tags.ts";

/** Words by which a strategy is found again. */
export function TagsDialog({ strategy, onClose }: { strategy: Strategy; onClose: () => void }) {
  const [text, setText] = useState(strategy.tags.join(", "));
  const change = useChangeStrategy(onClose);
  const tags = readTags(text);
  return (
    <AskDialog
      title={t("strategyEditor.tags.title")}
      confirm={t("words.save")}
      busy={change.isPending}
      ready={tags.every((tag) => tag.length <= 40) && tags.length <= 20}
      onConfirm={() => change.mutate({ strategyId: strategy.id, tags })}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        label={t("strategyEditor.tags.label")}
        description={t("strategyEditor.tags.hint")}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </AskDialog>
  );
}
