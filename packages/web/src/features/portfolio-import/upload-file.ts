import {
  IMPORT_PART_BYTES,
  MAX_IMPORT_BYTES,
  type PortfolioImport,
} from "@cryptodesk/shared/portfolio/import.contract";
import { t } from "../../catalogue/catalogue.ts";
import { toBase64 } from "../../lib/base64.ts";
import { newId } from "../../lib/new-id.ts";
import { api } from "../../lib/trpc.ts";

/**
 * Sends a file part by part, as the API takes it.
 * @param onProgress told the share that has arrived, 0 to 1
 * @throws Error where the file is empty or too large, and what the API says
 */
export async function uploadFile(
  portfolioId: string,
  file: Blob & { name: string },
  onProgress: (share: number) => void,
): Promise<PortfolioImport> {
  if (file.size === 0) throw new Error(t("imports.emptyFile"));
  if (file.size > MAX_IMPORT_BYTES) throw new Error(t("imports.tooLarge"));
  const data = await partAt(file, 0);
  const begun = await api.portfolioImport.begin.mutate({
    portfolioId,
    id: newId(),
    fileName: file.name.slice(0, 200),
    size: file.size,
    data,
  });
  return sendRest(begun, file, onProgress);
}

/**
 * Sends what the API lacks of a file whose upload was interrupted.
 * @param onProgress told the share that has arrived, 0 to 1
 * @throws Error where it is another file, and what the API says
 */
export async function finishUpload(
  begun: PortfolioImport,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<PortfolioImport> {
  if (file.size !== begun.size) throw new Error(t("imports.otherFile", { file: begun.fileName }));
  // The API compares what it has already: its beginning and its end stand for the rest.
  const lastKept = Math.max(0, begun.received - IMPORT_PART_BYTES);
  for (const offset of new Set([0, lastKept])) {
    if (begun.received > offset) await sendPart(begun, file, offset, begun.received);
  }
  return sendRest(begun, file, onProgress);
}

async function sendRest(
  begun: PortfolioImport,
  file: Blob,
  onProgress: (share: number) => void,
): Promise<PortfolioImport> {
  let made = begun;
  onProgress(made.received / file.size);
  while (made.received < file.size) {
    const offset = made.received;
    made = await sendPart(made, file, offset);
    // The server says how far it is; one that does not move would be asked for ever.
    if (made.received <= offset) throw new Error(t("imports.stuck"));
    onProgress(made.received / file.size);
  }
  return made;
}

async function sendPart(
  { portfolioId, id: importId }: PortfolioImport,
  file: Blob,
  offset: number,
  end = file.size,
): Promise<PortfolioImport> {
  const data = await partAt(file, offset, end);
  return api.portfolioImport.upload.mutate({ portfolioId, importId, offset, data });
}

async function partAt(file: Blob, offset: number, end = file.size): Promise<string> {
  const last = Math.min(end, offset + IMPORT_PART_BYTES);
  return toBase64(new Uint8Array(await file.slice(offset, last).arrayBuffer()));
}
