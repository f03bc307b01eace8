import type { Session } from "@cryptodesk/shared/identity/session.contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { api, trpc } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";

/** Where the account is signed in. */
export function useSessions() {
  return useQuery({ ...trpc.account.sessions.queryOptions({}), refetchInterval: 30_000 });
}

/** Ends one of them. It leaves the list at once, and comes back where the server refuses. */
export function useEndSession() {
  const queryClient = useQueryClient();
  const key = trpc.account.sessions.queryKey({});
  return useAction({
    act: ({ id }: Session) => api.account.revokeSession.mutate({ id }),
    refresh: ["account", "audit"],
    ahead: ({ id }) => {
      void queryClient.cancelQueries({ queryKey: key });
      const before = queryClient.getQueryData(key);
      queryClient.setQueryData(key, (list) =>
        list ? { ...list, items: list.items.filter((session) => session.id !== id) } : list,
      );
      return () => queryClient.setQueryData(key, before);
    },
    onDone: (_nothing, { device }) => showToast(t("account.ended", { device })),
  });
}

/** Ends every session but this one. */
export function useEndOthers(onDone: () => void) {
  return useAction({
    act: (_all: undefined) => api.account.revokeOtherSessions.mutate({}),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: ({ revoked }) => {
      showToast(t("account.endedOthers", { count: revoked }));
      onDone();
    },
  });
}
