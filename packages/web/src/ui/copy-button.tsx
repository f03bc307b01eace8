import { Button } from "@mantine/core";
import Copy from "lucide-react/icons/copy";
import { t } from "../catalogue/catalogue.ts";
import { showProblem, showToast } from "./toast.tsx";

/** Copies something and says whether that worked. */
export function CopyButton({ label, copy }: { label: string; copy: () => Promise<void> }) {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Copy size={14} aria-hidden="true" />}
      onClick={() =>
        void copy().then(
          () => showToast(t("words.copied")),
          () => showProblem(t("words.copyFailed")),
        )
      }
    >
      {label}
    </Button>
  );
}
