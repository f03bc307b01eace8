import type { NoticePage } from "@cryptodesk/shared/identity/account.contract";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { api } from "../../lib/trpc.ts";
import { refreshMe } from "../../session/session.ts";
import { useAction } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";

const LIMIT = 20;
const KEY = [["account", "notices"], { type: "pages", limit: LIMIT }] as const;

/** What the account's owner should know, newest first, a page at a time. */
export function useNotices() {
  return useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) =>
      api.account.notices.query({ limit: LIMIT, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

/** Marks all of them as read, at once; where the server refuses they are unread again. */
export function useReadNotices() {
  const queryClient = useQueryClient();
  return useAction({
    act: (_all: undefined) => api.account.readNotices.mutate({}),
    refresh: ["account"],
    ahead: () => {
      void queryClient.cancelQueries({ queryKey: KEY });
      const before = queryClient.getQueryData<InfiniteData<NoticePage>>(KEY);
      const readAt = new Date().toISOString();
      if (before) queryClient.setQueryData(KEY, allRead(before, readAt));
      return () => queryClient.setQueryData(KEY, before);
    },
    onDone: () => {
      showToast(t("account.markedRead"));
      void refreshMe();
    },
  });
}

function allRead(data: InfiniteData<NoticePage>, readAt: string): InfiniteData<NoticePage> {
  const pages = data.pages.map((page) => ({
    ...page,
    items: page.items.map((notice) => ({ ...notice, readAt: notice.readAt ?? readAt })),
  }));
  return { ...data, pages };
}
