import type { AccountSummary, ChangeAccountInput, PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, trpc } from "../../lib/trpc.ts";
import { useAction } from "../../session/use-action.ts";
import type { AccountsSearch } from "./accounts-search.ts";

const LIMIT = 50;

/** Accounts of the desk, newest first, a page at a time. */
export function useAccounts(search: AccountsSearch) {
  const input = { limit: LIMIT, ...search };
  return useInfiniteQuery({
    queryKey: [["admin", "accounts"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.admin.accounts.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** One account, where it is asked for. */
export function useAccount(id: string | undefined) {
  return useQuery({ ...trpc.admin.account.queryOptions({ id: id ?? "" }), enabled: id !== undefined });
}

/** Role or activity of an account; `inPlace` where a dialog says why it failed. */
export function useChangeAccount(onDone: (account: AccountSummary) => void, inPlace: boolean) {
  return useAction({
    act: (input: ChangeAccountInput) => api.admin.changeAccount.mutate(input),
    refresh: ["admin", "audit"],
    inPlace,
    onDone,
  });
}

export function useEndSessionsOf(onDone: (count: number) => void) {
  return useAction({
    act: (id: string) => api.admin.revokeSessions.mutate({ id }),
    refresh: ["admin", "audit"],
    inPlace: true,
    onDone: ({ revoked }) => onDone(revoked),
  });
}

export function usePasswordLink(onDone: (link: PasswordLink) => void) {
  return useAction({
    act: (id: string) => api.admin.resetPassword.mutate({ id }),
    refresh: ["audit"],
    inPlace: true,
    onDone,
  });
}

export function useMakeAccount(onDone: (link: PasswordLink, email: string) => void) {
  return useAction({
    act: (input: { email: string; name?: string; role: AccountSummary["role"] }) =>
      api.admin.createAccount.mutate(input),
    refresh: ["admin", "audit"],
    inPlace: true,
    onDone: (link, { email }) => onDone(link, email),
  });
}
