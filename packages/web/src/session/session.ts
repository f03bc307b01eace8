import type { Me } from "@cryptodesk/shared/identity/account.contract";
import type { Permission } from "@cryptodesk/shared/identity/permission";
import type { SignInOptions, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { setTokenSource } from "../lib/bearer.ts";
import { queryClient } from "../lib/query-client.ts";
import { api, trpc } from "../lib/trpc.ts";
import { problemOf } from "./problem.ts";
import { SessionKeeper, type SessionMessage, type SessionSnapshot } from "./session-keeper.ts";

const CHANNEL = "cryptodesk-session";
// Everything else waits for it.
const REFRESH_TIMEOUT_MS = 10_000;
const REFUSALS = [401, 403];
// Under TLS the name carries a prefix that browsers hold to their own host.
const CSRF_COOKIE = /(?:^|; )(?:__Host-)?cryptodesk-csrf=([^;]+)/;
/** What only the account itself may see; it goes when somebody else signs in. */
const PRIVATE = [
  ...["account", "admin", "audit", "workspace"],
  ...["portfolio", "wallet", "transaction", "figures", "portfolioImport", "share", "exchange"],
  ...["strategy", "strategyRun", "paper"],
];

// What a link opens is the same for everybody, and a page that waits for it would wait for ever.
const OF_LINKS = ["share.open", "strategy.openLink"];

function isPrivate(path: readonly string[]): boolean {
  return PRIVATE.includes(path[0] ?? "") && !OF_LINKS.includes(path.join("."));
}

const channel = new BroadcastChannel(CHANNEL);

const keeper = new SessionKeeper({
  csrfToken: () => {
    const value = CSRF_COOKIE.exec(document.cookie)?.[1];
    return value === undefined ? null : decodeURIComponent(value);
  },
  refresh: (csrfToken) =>
    api.auth.refresh.mutate({}, { context: { csrfToken }, signal: AbortSignal.timeout(REFRESH_TIMEOUT_MS) }),
  leave: (csrfToken) => api.auth.logout.mutate({}, { context: { csrfToken } }),
  refreshActing: (refreshToken) => api.auth.refresh.mutate({ refreshToken }),
  leaveActing,
  isRefusal: (error) => REFUSALS.includes(problemOf(error)?.status ?? 0),
  readsAnonymously: async () => (await queryClient.fetchQuery(trpc.auth.options.queryOptions({}))).anonymousReading,
  // Without a secure context there are no locks; the server lets two tabs use one token within ten seconds.
  alone: (run) => ("locks" in navigator ? navigator.locks.request(CHANNEL, run) : run()),
  tell: (message) => channel.postMessage(message),
  now: () => Date.now(),
});

// The browser's own cookie must stay out of it: it belongs to the admin's session, which goes on.
async function leaveActing(accessToken: string): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}`, "content-type": "application/json" };
  await fetch("/api/v1/auth/logout", { method: "POST", credentials: "omit", headers, body: "{}" });
}

channel.addEventListener("message", ({ data }: MessageEvent<SessionMessage>) => keeper.receive(data));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) keeper.check();
});
setTokenSource(keeper);

let shown: Me | null = null;
keeper.listen(() => {
  const { me } = keeper.snapshot();
  if (me?.id === shown?.id) return;
  shown = me;
  queryClient.removeQueries({ predicate: ({ queryKey: [path] }) => Array.isArray(path) && isPrivate(path) });
});

const started = keeper.start();

/** Settles once it is known whether somebody is signed in, or that the server cannot be asked. */
export const sessionReady = (): Promise<void> => started;

/** Who is signed in; redraws when that changes, here or in another tab. */
export function useSession(): SessionSnapshot {
  return useSyncExternalStore(keeper.listen, keeper.snapshot);
}

/** Who is signed in, outside of a component. */
export const currentSession = (): SessionSnapshot => keeper.snapshot();

export const listenToSession = (listener: () => void): (() => void) => keeper.listen(listener);

/** Whether whoever sits here may do that. */
export function useMay(permission: Permission): boolean {
  return may(useSession(), permission);
}

/**
 * Whether to offer a control for it: also while it is not known yet whether this browser's session holds. The server has the
 * last word either way.
 */
export function useOffers(permission: Permission): boolean {
  const session = useSession();
  return session.state === "starting" || may(session, permission);
}

/** Whether a session at hand may. A role that still needs a second factor may nothing but set it up. */
export function may({ me }: Pick<SessionSnapshot, "me">, permission: Permission): boolean {
  if (!me?.permissions.includes(permission)) return false;
  return !me.secondFactorRequired || permission.startsWith("account:");
}

/** Takes over the answer to a sign-in. */
export function adoptTokens(answer: TokenAnswer): void {
  keeper.adopt(answer);
  // What was asked without being signed in may have another answer now.
  void queryClient.invalidateQueries();
}

/** @throws where the server cannot be reached: the session goes on then */
export const signOut = (): Promise<void> => keeper.signOut();

/** Acts as another account, in this tab only; the answer of admin.impersonate is held in memory and gone on reload. */
export function actAs(answer: TokenAnswer): void {
  keeper.actAs(answer);
}

/** Ends acting as somebody else and returns to the admin's own session. */
export const stopActing = (): Promise<void> => keeper.stopActing();

/** Reads the account again after a change to it. */
export async function refreshMe(): Promise<void> {
  keeper.updateMe(await api.account.me.query({}));
}

/** What one has to know before signing in. */
export function useSignInOptionsQuery(enabled = true) {
  return useQuery({ ...trpc.auth.options.queryOptions({}), enabled, staleTime: 60_000 });
}

/** The same where a page can do without. */
export const useSignInOptions = (enabled = true): SignInOptions | undefined => useSignInOptionsQuery(enabled).data;
