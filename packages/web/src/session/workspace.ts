import { withLaterTexts } from "../catalogue/catalogue.ts";
import { currentSession, listenToSession } from "./session.ts";
import { mayHoldAccount } from "./workspace-record.ts";

const FLUSH_MS = 2_000;

let followed: string | null | undefined;

// Most visits are anonymous and need none of it.
const load = withLaterTexts(() => import("./desk-sync.ts"));

/** Keeps watchlists, views, columns and preferences with the account, from now on. */
export function followAccount(): void {
  const check = () => {
    const { state, me, ended, acting } = currentSession();
    if (state === "starting" || ended || acting) return;
    const wanted = state === "signedIn" && me ? me.id : null;
    if (wanted === followed) return;
    followed = wanted;
    if (wanted === null && !mayHoldAccount()) return;
    load().then(
      ({ follow }) => follow(wanted),
      // Asked again at the next change of the session.
      () => {
        followed = undefined;
      },
    );
  };
  listenToSession(check);
  check();
}

/** Saves what waits to be saved, as far as that is quickly possible. */
export async function saveBeforeLeaving(): Promise<void> {
  if (!mayHoldAccount()) return;
  const saved = load().then(({ flush }) => flush());
  await Promise.race([saved.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, FLUSH_MS))]);
}
