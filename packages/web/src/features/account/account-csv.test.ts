import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";
import { describe, expect, it } from "vitest";
import { accountCsv } from "./account-csv.ts";

const OWNED: AccountExport = {
  exportedAt: "2026-11-21T10:00:00.000Z",
  account: {
    id: "019a0000-0000-7000-8000-000000000001",
    email: "ada@example.com",
    name: "=HYPERLINK(1)",
    role: "analyst",
    createdAt: "2026-11-01T10:00:00.000Z",
    emailVerified: false,
  },
  sessions: [
    { id: "s1", device: 'Chrome, "beta"' },
    { id: "s2", ip: null },
  ],
  apiKeys: [],
  passkeys: [],
  externalIdentities: [],
  workspace: { watchlists: { lists: [{ name: "Majors" }] } },
  portfolios: [],
  strategies: [],
  paperAccounts: [],
  portfolioLinks: [],
  ownRates: [],
  notices: [],
  audit: [{ action: "session.login", changes: null }],
};

describe("the export of an account as CSV", () => {
  const lines = accountCsv(OWNED).split("\r\n");

  it("has a line for each field of each thing, under one header", () => {
    expect(lines[0]).toBe("part,item,field,value");
    expect(lines).toContain("account,1,email,ada@example.com");
    expect(lines).toContain("sessions,2,id,s2");
    expect(lines).toContain("audit,1,action,session.login");
    expect(lines.at(-1)).toBe("");
  });

  it("leaves unknown values empty and writes nested ones as JSON", () => {
    expect(lines).toContain("sessions,2,ip,");
    expect(lines).toContain('workspace,1,watchlists,"{""lists"":[{""name"":""Majors""}]}"');
  });

  it("quotes commas and quotation marks, and lets no spreadsheet run a name", () => {
    expect(lines).toContain('sessions,1,device,"Chrome, ""beta"""');
    expect(lines).toContain("account,1,name,'=HYPERLINK(1)");
  });
});
