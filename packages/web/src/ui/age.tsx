import { formatAge, formatDateTime, formatUntil } from "../lib/format.ts";
import { useNow } from "../lib/use-now.ts";

/** How long ago something was, growing by itself; the exact time is its title. */
export function Age({ at, className }: { at: string; className?: string | undefined }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatDateTime(at)} className={className}>
      {formatAge(at, now)}
    </time>
  );
}

/** How long until something is due. */
export function Until({ at }: { at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatUntil(at, now)}
    </time>
  );
}
