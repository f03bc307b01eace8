import type { PortfolioImport } from "@cryptodesk/shared/portfolio/import.contract";
import { fromBase64 } from "../../lib/base64.ts";
import { saveBytes } from "../../lib/save-file.ts";
import { api } from "../../lib/trpc.ts";

/** Hands the file that was imported to the browser, byte by byte as it came. */
export async function saveImportFile({ id: importId, portfolioId }: PortfolioImport): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (;;) {
    const { data, more, fileName } = await api.portfolioImport.file.query({ portfolioId, importId, offset });
    const bytes = fromBase64(data);
    parts.push(bytes);
    offset += bytes.length;
    if (!more || bytes.length === 0) return saveBytes(fileName, parts);
  }
}
