import type { ErrorComponentProps } from "@tanstack/react-router";
import { useRouter } from "@tanstack/react-router";
import { isMissingCode } from "../lib/api-error.ts";
import { ErrorNotice } from "../ui/error-notice.tsx";

/** A page that broke; the shell around it stays. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <ErrorNotice
      error={error}
      onRetry={() => {
        // A module that failed once stays failed until the document is loaded again.
        if (isMissingCode(error)) window.location.reload();
        reset();
        void router.invalidate();
      }}
    />
  );
}
