import type { Share } from "@cryptodesk/shared/portfolio/share.contract";
import type { ShareRow } from "./share.repository.ts";

/** Row → contract: neither token nor password, nor their hashes. */
export function toShare(row: ShareRow, now: Date): Share {
  return {
    id: row.id,
    portfolioId: row.portfolio_id,
    name: row.name,
    hidesAmounts: row.hides_amounts,
    hasPassword: row.password_hash !== null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    lastViewedAt: row.last_viewed_at?.toISOString() ?? null,
    views: Number(row.views),
    state: stateOf(row, now),
    blockedReason: row.blocked_reason,
  };
}

function stateOf({ revoked_at, blocked_at, expires_at }: ShareRow, now: Date): Share["state"] {
  if (revoked_at !== null) return "revoked";
  if (blocked_at !== null) return "blocked";
  return expires_at !== null && expires_at <= now ? "expired" : "live";
}
