import { describe, expect, it } from "vitest";
import { parseAccountsSearch } from "./accounts-search.ts";
import { auditQuestion, minuteBefore, parseAuditSearch } from "./audit-search.ts";

describe("the address of the list of accounts", () => {
  it("keeps search, role and state", () => {
    expect(parseAccountsSearch({ search: "ada", role: "viewer", isActive: "false" })).toEqual({
      search: "ada",
      role: "viewer",
      isActive: false,
    });
  });

  it("drops what no account can be", () => {
    expect(parseAccountsSearch({ search: "", role: "root", isActive: "yes", other: "1" })).toEqual({});
  });

  it("reads again what it was read into", () => {
    const search = parseAccountsSearch({ isActive: true, role: "admin" });
    expect(parseAccountsSearch({ ...search })).toEqual(search);
  });
});

describe("the address of the audit log", () => {
  const userId = "019a0000-0000-7000-8000-000000000001";

  it("keeps the whole question", () => {
    const raw = { search: "ada", action: "session.login", outcome: "refused", userId, from: "2026-11-20T08:00" };
    expect(parseAuditSearch(raw)).toEqual(raw);
  });

  it("drops what the API would refuse", () => {
    const raw = {
      action: "a b",
      outcome: "perhaps",
      userId: "me",
      from: "yesterday",
      to: "2026-13-40T99:00",
      search: "",
    };
    expect(parseAuditSearch(raw)).toEqual({});
  });

  it("asks for instants where the address has minutes", () => {
    expect(auditQuestion({ from: "2026-11-20T08:00", to: "2026-11-21T08:00", action: "key" })).toEqual({
      action: "key",
      from: "2026-11-20T08:00:00.000Z",
      to: "2026-11-21T08:00:00.000Z",
    });
  });

  it("reaches back from now by whole minutes of UTC", () => {
    expect(minuteBefore(Date.parse("2026-11-21T10:30:59.999Z"), 24)).toBe("2026-11-20T10:30");
  });
});
