import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { isMissingCode } from "../lib/api-error.ts";
import { probeServer } from "../lib/reach.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";

/** A page that broke; the shell around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorNotice
      error={error}
      onRetry={() => {
        if (isMissingCode(error)) {
          // A module that failed once stays failed until the document is loaded again, and that takes a server.
          void probeServer().then((answers) => answers && window.location.reload());
          return;
        }
        reset();
        void router.invalidate();
      }}
    />
  );
}
