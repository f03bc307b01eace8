import type { Me } from "@cryptodesk/shared/identity/account.contract";
import { permissionsOf } from "@cryptodesk/shared/identity/permission";
import { SignInOptions, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import {
  SaveWorkspaceInput,
  WorkspaceDocument,
  WorkspaceDocumentList,
  type WorkspaceName,
} from "@cryptodesk/shared/identity/workspace.contract";
import { initTRPC, TRPCError } from "@trpc/server";
import type { BrowserContext } from "playwright-core";

const t = initTRPC.create();
const LASTS_SECONDS = 900;

const me: Me = {
  id: "0198f2c4-0000-7000-8000-000000000001",
  email: "analyst@desk.example",
  name: "Analyst",
  role: "analyst",
  permissions: permissionsOf("analyst"),
  emailVerified: true,
  createdAt: "2026-11-01T00:00:00.000Z",
  via: "session",
  sessionId: "0198f2c4-0000-7000-8000-000000000002",
  confirmedUntil: null,
  secondFactors: [],
  secondFactorRequired: false,
  hasPassword: true,
  impersonatedBy: null,
  unreadNotices: 0,
};

/** Makes every page of the context that of an analyst: a fake desk takes the cookie for a session. */
export async function actAsAnalyst(context: BrowserContext, url: string): Promise<void> {
  await context.addCookies([{ name: "cryptodesk-csrf", value: "fake", url }]);
}

/** What the app asks of accounts, answered for one analyst. */
export function createFakeAccounts() {
  const documents = new Map<WorkspaceName, WorkspaceDocument>();
  const auth = t.router({
    options: t.procedure.output(SignInOptions).query(() => ({
      setupNeeded: false,
      registration: "closed",
      anonymousReading: true,
      mail: false,
      passkeys: false,
      oidc: null,
      passwordMinLength: 8,
      passwordMaxLength: 128,
    })),
    refresh: t.procedure.output(TokenAnswer).mutation(() => ({
      signedIn: true,
      accessToken: "fake",
      access_token: "fake",
      tokenType: "Bearer",
      token_type: "Bearer",
      expiresIn: LASTS_SECONDS,
      expires_in: LASTS_SECONDS,
      refreshToken: null,
      refresh_token: null,
      refreshExpiresAt: new Date(Date.now() + LASTS_SECONDS * 1_000).toISOString(),
      csrfToken: "fake",
      me,
    })),
  });
  const workspace = t.router({
    read: t.procedure.output(WorkspaceDocumentList).query(() => ({ items: [...documents.values()], nextCursor: null })),
    save: t.procedure
      .input(SaveWorkspaceInput)
      .output(WorkspaceDocument)
      .mutation(({ input: { name, body, baseVersion } }) => {
        if ((documents.get(name)?.version ?? 0) !== baseVersion) throw new TRPCError({ code: "CONFLICT" });
        const document = { name, version: baseVersion + 1, body, updatedAt: new Date().toISOString() };
        documents.set(name, document);
        return document;
      }),
  });
  const account = t.router({ me: t.procedure.query(() => me) });
  return { auth, workspace, account };
}
