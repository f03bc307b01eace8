import { type Attachment, MAX_ATTACHMENT_BYTES } from "@cryptodesk/shared/portfolio/attachment.contract";
import { useQuery } from "@tanstack/react-query";
import { t } from "../catalogue/catalogue.ts";
import { fromBase64, toBase64 } from "../lib/base64.ts";
import { newId } from "../lib/new-id.ts";
import { saveBytes } from "../lib/save-file.ts";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";

export interface TransactionKey {
  portfolioId: string;
  transactionId: string;
}

/** The files that are kept with a transaction. */
export function useAttachments(of: TransactionKey) {
  return useQuery(trpc.transaction.attachments.queryOptions(of));
}

/** Keeps a file with a transaction. A refusal is shown where it was asked for. */
export function useAttach(of: TransactionKey, onDone: (made: Attachment) => void) {
  return useAction({
    act: async (file: File) => {
      if (file.size === 0) throw new Error(t("transactions.files.empty", { name: file.name }));
      if (file.size > MAX_ATTACHMENT_BYTES) throw new Error(t("transactions.files.tooLarge", { name: file.name }));
      const data = toBase64(new Uint8Array(await file.arrayBuffer()));
      const mediaType = file.type === "" ? "application/octet-stream" : file.type;
      return api.transaction.attach.mutate({ ...of, id: newId(), name: file.name.slice(-200), mediaType, data });
    },
    refresh: ["transaction"],
    inPlace: true,
    onDone,
  });
}

export function useDetach(of: TransactionKey, onDone: (gone: Attachment) => void) {
  return useAction({
    act: ({ id }: Attachment) => api.transaction.detach.mutate({ ...of, attachmentId: id }),
    refresh: ["transaction"],
    inPlace: true,
    onDone,
  });
}

/** Hands a file to the browser, byte by byte as it was attached. */
export function useSaveAttachment(of: TransactionKey) {
  return useAction({
    act: async ({ id }: Attachment) => {
      const { attachment, data } = await api.transaction.attachment.query({ ...of, attachmentId: id });
      saveBytes(attachment.name, [fromBase64(data)]);
    },
    inPlace: true,
  });
}
