import type { ApiKey, CreateApiKeyInput, CreatedApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "../../catalogue/catalogue.ts";
import { api, trpc } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import { showToast } from "../../ui/toast.tsx";

/** API keys of the account, newest first, ended ones among them. */
export function useKeys() {
  return useQuery(trpc.account.keys.queryOptions({}));
}

export function useMakeKey(onMade: (key: CreatedApiKey) => void) {
  return useAction({
    act: (input: CreateApiKeyInput) => api.account.createKey.mutate(input),
    inPlace: true,
    refresh: ["account", "audit"],
    onDone: onMade,
  });
}

/** Ends a key. It is shown as revoked at once, and works again in the list where the server refuses. */
export function useRevokeKey() {
  const queryClient = useQueryClient();
  const queryKey = trpc.account.keys.queryKey({});
  return useAction({
    act: ({ id }: ApiKey) => api.account.revokeKey.mutate({ id }),
    refresh: ["account", "audit"],
    ahead: ({ id }) => {
      void queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, (list) =>
        list
          ? { ...list, items: list.items.map((key) => (key.id === id ? { ...key, state: "revoked" as const } : key)) }
          : list,
      );
      return () => queryClient.setQueryData(queryKey, before);
    },
    onDone: (_nothing, { name }) => showToast(t("account.revoked", { name })),
  });
}
