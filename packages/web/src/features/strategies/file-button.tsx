import { type StrategyDetail, StrategyFile } from "@cryptodesk/shared/strategy/strategy.contract";
import { Button, FileButton as Chooser } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { reasonOf } from "../../session/use-action.ts";
import { useImportStrategy } from "../../strategy-data/use-strategies.ts";
import { showProblem, showToast } from "../../ui/toast.tsx";

/** Reads a strategy in that was written to a file, here or at another desk. */
export function FileButton({ onMade }: { onMade: (made: StrategyDetail) => void }) {
  const read = useImportStrategy((made) => {
    showToast(t("strategy.fileRead", { name: made.strategy.name }));
    onMade(made);
  });
  const take = async (chosen: File | null) => {
    if (chosen === null) return;
    const file = readStrategyFile(await chosen.text());
    if (typeof file === "string") return showProblem(file);
    read.mutate(file, { onError: (error) => showProblem(reasonOf(error) ?? "") });
  };
  return (
    <Chooser accept="application/json,.json" onChange={(file) => void take(file)}>
      {(props) => (
        <Button {...props} size="xs" variant="default" loading={read.isPending}>
          {t("strategy.readFile")}
        </Button>
      )}
    </Chooser>
  );
}

/** @returns the file, or in words what is wrong with the text */
function readStrategyFile(text: string): StrategyFile | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return t("strategy.notJson");
  }
  const parsed = StrategyFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return t("strategy.notFile", { where: issue?.path.join(".") || "–", why: issue?.message ?? "" });
}
