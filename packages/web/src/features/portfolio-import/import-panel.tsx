import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { useMay } from "../../session/session.ts";
import { DropPanel } from "./drop-panel.tsx";
import { ImportList } from "./import-list.tsx";
import type { ImportSearch } from "./import-search.ts";
import { ImportView } from "./import-view.tsx";

/** Imports of files: a new one, those that were, and one of them from its first byte to its undoing. */
export function ImportPanel({ portfolio, search, onSearch }: ImportPanelProps) {
  const writes = useMay("portfolio:write");
  const open = (file: string | undefined) => onSearch({ file });
  if (search.file !== undefined) {
    return <ImportView key={search.file} portfolio={portfolio} importId={search.file} onOpen={open} />;
  }
  return (
    <>
      {writes && <DropPanel portfolioId={portfolio.id} onOpen={open} />}
      <ImportList portfolioId={portfolio.id} onOpen={open} />
    </>
  );
}

interface ImportPanelProps {
  portfolio: Portfolio;
  search: ImportSearch;
  onSearch: (search: ImportSearch) => void;
}
