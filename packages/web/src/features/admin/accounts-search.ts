import { Role } from "@cryptodesk/shared/identity/permission";

/** What the list of accounts keeps in its address. */
export interface AccountsSearch {
  search?: string | undefined;
  role?: Role | undefined;
  isActive?: boolean | undefined;
}

const MOST_CHARACTERS = 200;

/** Reads the address's parameters, which are text; what does not fit is dropped. */
export function parseAccountsSearch(raw: Record<string, unknown>): AccountsSearch {
  const role = Role.safeParse(raw.role);
  const active = String(raw.isActive ?? "");
  const search = typeof raw.search === "string" ? raw.search.slice(0, MOST_CHARACTERS) : "";
  return {
    ...(search !== "" && { search }),
    ...(role.success && { role: role.data }),
    ...((active === "true" || active === "false") && { isActive: active === "true" }),
  };
}
