import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { t } from "../catalogue/catalogue.ts";

// Long enough to read the message and reach the button by keyboard.
const UNDO_MS = 8_000;

/** Says in passing that something was done. */
export function showToast(message: string): void {
  notifications.show({ message });
}

/** Says why something was not done. */
export function showProblem(message: string): void {
  notifications.show({ color: "red", message, autoClose: 10_000 });
}

/** Says that something was done, and offers to take it back. */
export function showUndo(message: string, onUndo: () => void): void {
  const id = notifications.show({ message: "", autoClose: UNDO_MS });
  const undo = () => {
    notifications.hide(id);
    onUndo();
  };
  notifications.update({
    id,
    autoClose: UNDO_MS,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="light" onClick={undo}>
          {t("words.undo")}
        </Button>
      </Group>
    ),
  });
}
