import { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { Button, FileButton } from "@mantine/core";
import { t } from "../../catalogue/catalogue.ts";
import { useImportDocument } from "../../portfolio-data/use-exchange.ts";
import { reasonOf } from "../../session/use-action.ts";
import { showProblem, showToast } from "../../ui/toast.tsx";

/** Reads a portfolio in that was exported as a document, here or at another desk. */
export function DocumentButton({ onMade }: { onMade: (portfolio: Portfolio) => void }) {
  const read = useImportDocument((portfolio) => {
    showToast(t("portfolio.documentRead", { name: portfolio.name }));
    onMade(portfolio);
  });
  const take = async (file: File | null) => {
    if (file === null) return;
    const document = readDocument(await file.text());
    if (typeof document === "string") return showProblem(document);
    read.mutate(document, { onError: (error) => showProblem(reasonOf(error) ?? "") });
  };
  return (
    <FileButton accept="application/json,.json" onChange={(file) => void take(file)}>
      {(props) => (
        <Button {...props} size="xs" variant="default" loading={read.isPending}>
          {t("portfolio.readDocument")}
        </Button>
      )}
    </FileButton>
  );
}

/** @returns the document, or in words what is wrong with the text */
function readDocument(text: string): PortfolioDocument | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return t("portfolio.notJson");
  }
  const parsed = PortfolioDocument.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return t("portfolio.notDocument", { where: issue?.path.join(".") || "–", why: issue?.message ?? "" });
}
