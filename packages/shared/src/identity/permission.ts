import { z } from "zod";

export const Role = z.enum(["viewer", "analyst", "admin"]).meta({ id: "Role" });
export type Role = z.infer<typeof Role>;

/**
 * Who may do what, in one table. `anonymous` means a caller who has not signed in, and holds only while the desk lets
 * anonymous people read (ANONYMOUS_READING). `key` means that an API key may be given this permission as a scope; it never
 * reaches further than its owner's role.
 */
export const PERMISSIONS = {
  "market:read": {
    anonymous: true,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "read listings, history, reports and the health of the data",
  },
  "market:operate": {
    anonymous: false,
    roles: ["analyst", "admin"],
    key: true,
    allows: "refresh listings, repair history, cancel runs, decide on held-back prices",
  },
  "workspace:read": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "read one's own watchlists, views and preferences",
  },
  "workspace:write": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "change one's own watchlists, views and preferences",
  },
  "portfolio:read": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "read one's own portfolios",
  },
  "portfolio:write": {
    anonymous: false,
    roles: ["analyst", "admin"],
    key: true,
    allows: "change, import and share one's own portfolios",
  },
  "strategy:read": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "read one's own strategies, their runs and paper accounts, and public strategies",
  },
  "strategy:write": {
    anonymous: false,
    roles: ["analyst", "admin"],
    key: true,
    allows: "write, run, share and paper-trade one's own strategies",
  },
  "account:read": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: true,
    allows: "read one's own profile and audit entries",
  },
  // Not for keys: a key that is stolen must not become an account that is stolen.
  "account:manage": {
    anonymous: false,
    roles: ["viewer", "analyst", "admin"],
    key: false,
    allows: "change one's own credentials, sessions and keys",
  },
  "admin:read": {
    anonymous: false,
    roles: ["admin"],
    key: true,
    allows: "list accounts, read the audit log and the limits",
  },
  "admin:users": {
    anonymous: false,
    roles: ["admin"],
    key: true,
    allows: "disable accounts, change their roles, block links to portfolios and shared strategies",
  },
  "admin:credentials": {
    anonymous: false,
    roles: ["admin"],
    key: false,
    allows: "create accounts, reset passwords, impersonate, rotate signing keys, set what second factors are required",
  },
} as const satisfies Record<string, PermissionRule>;

interface PermissionRule {
  readonly anonymous: boolean;
  readonly roles: readonly Role[];
  readonly key: boolean;
  readonly allows: string;
}

export type Permission = keyof typeof PERMISSIONS;

const NAMES = Object.keys(PERMISSIONS) as [Permission, ...Permission[]];
const KEY_NAMES = NAMES.filter((name) => PERMISSIONS[name].key) as [Permission, ...Permission[]];

export const PermissionName = z.enum(NAMES).meta({ id: "Permission" });

/** What an API key may be given. */
export const KeyScope = z.enum(KEY_NAMES).meta({ id: "KeyScope" });
export type KeyScope = z.infer<typeof KeyScope>;

/** Every permission of a role, in the order of the table. */
export function permissionsOf(role: Role): Permission[] {
  return NAMES.filter((name) => (PERMISSIONS[name].roles as readonly Role[]).includes(role));
}

/** What an anonymous caller may do on a desk that lets them read. */
export function anonymousPermissions(): Permission[] {
  return NAMES.filter((name) => PERMISSIONS[name].anonymous);
}
