import { t } from "../catalogue/catalogue.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ShortcutList } from "../ui/shortcut-list.tsx";

/** Every shortcut in a dialog. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  return (
    <Dialog opened title={t("shell.shortcuts")} onClose={onClose}>
      <ShortcutList />
    </Dialog>
  );
}
