import type { Permission } from "@cryptodesk/shared/identity/permission";

/**
 * What each operation of the OpenAPI document asks of its caller, written down a second time and by hand: the product's
 * own word for it is what is tested. `confirmed` actions also take a confirmation of the last ten minutes.
 */
export const OPERATION_PERMISSIONS: Readonly<Record<string, Permission | `${Permission} confirmed` | "open">> = {
  "market.list": "market:read",
  "market.sync": "market:operate",
  "market.get": "market:read",
  "market.similar": "market:read",
  "market.history": "market:read",
  "market.candles": "market:read",
  "market.gaps": "market:read",
  "market.coverage": "market:read",
  "market.repair": "market:operate",
  "market.top": "market:read",
  "market.overview": "market:read",
  "market.rates": "market:read",
  "market.compare": "market:read",
  "market.watch": "market:read",
  "market.providers": "market:read",
  "market.quarantine": "market:read",
  "market.resolveQuarantine": "market:operate",
  "market.setAside": "market:read",
  "market.reports": "market:read",
  "market.report": "market:read",
  "jobs.runs": "market:read",
  "jobs.schedules": "market:read",
  "jobs.get": "market:read",
  "jobs.cancel": "market:operate",
  "system.status": "open",
  "auth.options": "open",
  "auth.register": "open",
  "auth.login": "open",
  "auth.completeSecondFactor": "open",
  "auth.beginPasskey": "open",
  "auth.passkey": "open",
  "auth.refresh": "open",
  "auth.logout": "open",
  "auth.requestPasswordReset": "open",
  "auth.resetPassword": "open",
  "auth.verifyEmail": "open",
  "auth.keySet": "open",
  "account.me": "account:read",
  "account.confirm": "account:manage",
  "account.update": "account:manage",
  "account.changePassword": "account:manage confirmed",
  "account.changeEmail": "account:manage confirmed",
  "account.requestVerification": "account:manage",
  "account.export": "account:manage confirmed",
  "account.delete": "account:manage confirmed",
  "account.sessions": "account:manage",
  "account.revokeSession": "account:manage",
  "account.revokeOtherSessions": "account:manage",
  "account.notices": "account:read",
  "account.readNotices": "account:manage",
  "account.secondFactors": "account:manage",
  "account.beginTotp": "account:manage confirmed",
  "account.confirmTotp": "account:manage confirmed",
  "account.removeTotp": "account:manage confirmed",
  "account.renewRecoveryCodes": "account:manage confirmed",
  "account.beginPasskey": "account:manage confirmed",
  "account.addPasskey": "account:manage confirmed",
  "account.removePasskey": "account:manage confirmed",
  "account.externalIdentities": "account:manage",
  "account.beginOidcLink": "account:manage confirmed",
  "account.unlinkExternal": "account:manage confirmed",
  "account.keys": "account:manage",
  "account.createKey": "account:manage confirmed",
  "account.revokeKey": "account:manage",
  "workspace.read": "workspace:read",
  "workspace.save": "workspace:write",
  "audit.own": "account:read",
  "audit.list": "admin:read",
  "admin.accounts": "admin:read",
  "admin.account": "admin:read",
  "admin.createAccount": "admin:credentials confirmed",
  "admin.changeAccount": "admin:users confirmed",
  "admin.resetPassword": "admin:credentials confirmed",
  "admin.revokeSessions": "admin:users",
  "admin.impersonate": "admin:credentials confirmed",
  "admin.policy": "admin:read",
  "admin.changePolicy": "admin:credentials confirmed",
  "admin.limits": "admin:read",
  "admin.signingKeys": "admin:read",
  "admin.rotateSigningKeys": "admin:credentials confirmed",
};

const market = ["market:read"] as const;
const own = ["workspace:read", "workspace:write", "account:read", "account:manage"] as const;
const viewer = [...market, ...own] as const;
const analyst = [...viewer, "market:operate"] as const;

/** Who holds which permission, again by hand. */
export const HELD = {
  anonymous: market,
  viewer,
  analyst,
  admin: [...analyst, "admin:read", "admin:users", "admin:credentials"],
  /** An admin who acts as an analyst. */
  impersonated: [...market, "market:operate", "workspace:read", "workspace:write", "account:read"],
} as const satisfies Record<string, readonly Permission[]>;

/** What a key may be given, again by hand. */
export const KEY_SCOPES = [
  "market:read",
  "market:operate",
  "workspace:read",
  "workspace:write",
  "account:read",
  "admin:read",
  "admin:users",
] as const satisfies readonly Permission[];
