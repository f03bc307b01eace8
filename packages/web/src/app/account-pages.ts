import type { Permission } from "@cryptodesk/shared/identity/permission";
import type { access } from "../catalogue/en/access.ts";

/** A page of the signed-in person's own account, or of the desk's administration. */
export interface AccountPage {
  path: string;
  name: keyof typeof access.account.pages;
  /** What it takes to see it. */
  permission: Permission;
}

export const OWN_PAGES: readonly AccountPage[] = [
  { path: "/account", name: "profile", permission: "account:read" },
  { path: "/account/security", name: "security", permission: "account:manage" },
  { path: "/account/keys", name: "keys", permission: "account:manage" },
  { path: "/account/activity", name: "activity", permission: "account:read" },
];

export const ADMIN_PAGES: readonly AccountPage[] = [
  { path: "/admin/accounts", name: "accounts", permission: "admin:read" },
  { path: "/admin/activity", name: "audit", permission: "admin:read" },
  { path: "/admin/links", name: "links", permission: "admin:users" },
  { path: "/admin/desk", name: "desk", permission: "admin:read" },
];

/** Pages on which nobody needs to be signed in, and from which signing in leads elsewhere. */
export const isAccessPage = (pathname: string): boolean =>
  /^\/(sign-in|register|reset-password|verify-email)\/?$/.test(pathname);

/** A portfolio that its owner shows to whoever has the link, on a closed desk as well. */
export const isSharedPage = (pathname: string): boolean => pathname.startsWith("/shared/");
