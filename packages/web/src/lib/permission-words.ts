import type { Permission } from "@cryptodesk/shared/identity/permission";
import { t } from "../catalogue/catalogue.ts";
import type { account } from "../catalogue/en/account.ts";

// The catalogue's keys cannot hold a colon.
const KEYS = {
  "market:read": "marketRead",
  "market:operate": "marketOperate",
  "workspace:read": "workspaceRead",
  "workspace:write": "workspaceWrite",
  "portfolio:read": "portfolioRead",
  "portfolio:write": "portfolioWrite",
  "strategy:read": "strategyRead",
  "strategy:write": "strategyWrite",
  "account:read": "accountRead",
  "account:manage": "accountManage",
  "admin:read": "adminRead",
  "admin:users": "adminUsers",
  "admin:credentials": "adminCredentials",
} as const satisfies Record<Permission, keyof typeof account.permissions>;

/** What a permission lets its holder do, in words that follow `may`. */
export function permissionWords(permission: Permission): string {
  return t(`account.permissions.${KEYS[permission]}`);
}
