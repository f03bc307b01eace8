import { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { api } from "../lib/trpc.ts";
import { createPersistentStore } from "../stores/persistent-store.ts";
import { showProblem, showToast } from "../ui/toast.tsx";
import { WORKSPACE } from "./documents.ts";
import { problemOf } from "./problem.ts";
import { currentSession } from "./session.ts";
import { RECORD_KEY } from "./workspace-record.ts";
import { EMPTY_RECORD, type SyncEvent, type SyncRecord, WorkspaceSync } from "./workspace-sync.ts";

const LOCK = "cryptodesk-workspace";
// Long enough for several changes in a row to become one, short enough to be there when one turns to another browser.
const SAVE_AFTER_MS = 1_000;
const RETRY_MS = 15_000;
const LOOK_AGAIN_MS = 3_000;

const SyncRecordShape = z.object({
  owner: z.string().nullable(),
  anonymous: z.record(z.string(), z.unknown()),
  accounts: z.record(z.string(), z.unknown()),
});

const kept = createPersistentStore<SyncRecord>(RECORD_KEY, (stored) =>
  // Written by this very code, and by nobody else.
  SyncRecordShape.safeParse(stored).success ? (stored as SyncRecord) : EMPTY_RECORD,
);

/** Account whose desk this tab may change now. */
export function activeAccount(): string | null {
  const { state, me, ended, acting } = currentSession();
  return state === "signedIn" && !ended && !acting && me ? me.id : null;
}

const sync = new WorkspaceSync({
  parts: WORKSPACE,
  readAll: async () => (await api.workspace.read.query({})).items,
  save: (name, body, baseVersion) => api.workspace.save.mutate({ name, body, baseVersion }),
  isConflict: (error) => problemOf(error)?.status === 409,
  isRefusal: (error) => [403, 413, 422].includes(problemOf(error)?.status ?? 0),
  record: {
    get: () => {
      kept.reload();
      return kept.get();
    },
    set: (record) => void kept.set(record),
  },
  active: activeAccount,
  alone: (run) => ("locks" in navigator ? navigator.locks.request(LOCK, run) : run()),
  tell,
});

function tell(event: SyncEvent): void {
  if (event === "moved") showToast(t("access.account.synced"));
  else showProblem(t(event === "overflow" ? "access.account.syncFull" : "access.account.syncRefused"));
}

let timer: ReturnType<typeof setTimeout> | undefined;
let lookedAt = 0;

function later(ms: number, readFirst: boolean): void {
  clearTimeout(timer);
  timer = setTimeout(() => attempt(() => sync.sync(readFirst)), ms);
}

/** Where the server cannot be reached, what was changed stays in this browser and is sent when it can. */
function attempt(action: () => Promise<void>): void {
  void action().catch(() => later(RETRY_MS, true));
}

sync.listen(() => {
  if (activeAccount() !== null) later(SAVE_AFTER_MS, false);
});
window.addEventListener("online", () => later(0, true));
window.addEventListener("focus", look);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});

function look(): void {
  if (Date.now() - lookedAt < LOOK_AGAIN_MS || activeAccount() === null) return;
  lookedAt = Date.now();
  attempt(() => sync.sync(true));
}

/** The stores come to hold what belongs to whoever is signed in now. */
export async function follow(accountId: string | null): Promise<void> {
  try {
    if (accountId === null) await sync.leave();
    else await sync.enter(accountId);
  } catch {
    clearTimeout(timer);
    timer = setTimeout(() => void follow(activeAccount() ?? accountId), RETRY_MS);
  }
}

/** Saves at once what waits to be saved. */
export function flush(): Promise<void> {
  clearTimeout(timer);
  return activeAccount() === null ? Promise.resolve() : sync.sync(false);
}
