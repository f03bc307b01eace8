import { t } from "../catalogue/catalogue.ts";
import { newId } from "../lib/new-id.ts";

// Long enough to read the message and reach the button by keyboard.
const UNDO_MS = 8_000;

// Mantine gives the cross of a toast no name.
const closable = () => ({ closeButtonProps: { "aria-label": t("words.close") } });
// Mantine would interrupt a screen reader with each; where toasts appear is polite itself.
const passing = () => ({ role: "group", ...closable() });

// Nothing is said before somebody acts: the code for it is not part of the first download.
const load = () => import("@mantine/notifications").then(({ notifications }) => notifications);

/** Says in passing that something was done. */
export function showToast(message: string): void {
  void load().then((notifications) => notifications.show({ message, ...passing() }));
}

/** Says why something was not done. */
export function showProblem(message: string): void {
  void load().then((notifications) => notifications.show({ color: "red", message, autoClose: 10_000, ...closable() }));
}

/** Says that something was done, and offers to take it back. */
export function showUndo(message: string, onUndo: () => void): void {
  void Promise.all([load(), import("./undo-message.tsx")]).then(([notifications, { UndoMessage }]) => {
    const id = newId();
    const undo = () => {
      notifications.hide(id);
      onUndo();
    };
    notifications.show({
      id,
      autoClose: UNDO_MS,
      message: <UndoMessage message={message} onUndo={undo} />,
      ...passing(),
    });
  });
}
