import { lazy, Suspense, useSyncExternalStore } from "react";
import { withLaterTexts } from "../catalogue/catalogue.ts";
import { ConfirmationCancelled, confirmed, currentRequest, listenToRequests } from "./confirmation.ts";

export { ConfirmationCancelled };

const ConfirmDialog = lazy(() =>
  withLaterTexts(() => import("./confirm-dialog.tsx"))().then((module) => ({ default: module.ConfirmDialog })),
);

/**
 * Runs an action that may need a fresh confirmation: where it is refused for the lack of one, a dialog asks for the password
 * or the app's code, and the action runs again. A cancelled dialog rejects with {@link ConfirmationCancelled}.
 */
export function useConfirmed(): <T>(action: () => Promise<T>) => Promise<T> {
  return confirmed;
}

/** Where the question appears; the shell has one. */
export function ConfirmHost() {
  const request = useSyncExternalStore(listenToRequests, currentRequest);
  if (!request) return null;
  return (
    <Suspense>
      <ConfirmDialog request={request} />
    </Suspense>
  );
}
