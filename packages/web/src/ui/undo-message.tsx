import { Button, Group, Text } from "@mantine/core";
import { t } from "../catalogue/catalogue.ts";

/** What a toast says of something that can be taken back. */
export function UndoMessage({ message, onUndo }: { message: string; onUndo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{message}</Text>
      <Button size="compact-sm" variant="light" onClick={onUndo}>
        {t("words.undo")}
      </Button>
    </Group>
  );
}
