import type { AccountExport, Me, Notice } from "@cryptodesk/shared/identity/account.contract";
import type {
  AccountSummary,
  ActiveLimit,
  PasswordLink,
  SignInPolicy,
  SigningKey,
} from "@cryptodesk/shared/identity/admin.contract";
import type { ApiKey } from "@cryptodesk/shared/identity/api-key.contract";
import type { AuditEntry } from "@cryptodesk/shared/identity/audit.contract";
import type { ExternalIdentity } from "@cryptodesk/shared/identity/external-identity.contract";
import type { SecondFactorState, TotpSetup } from "@cryptodesk/shared/identity/second-factor.contract";
import type { Session } from "@cryptodesk/shared/identity/session.contract";
import type { SignInOptions, TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";

export const ACCOUNT_ID = "01900000-0000-7000-8000-00000000000a";
const AT = "2026-01-31T11:00:00.000Z";

export const ada: Me = {
  id: ACCOUNT_ID,
  email: "ada@example.com",
  name: "Ada",
  role: "admin",
  permissions: ["market:read", "account:manage"],
  emailVerified: true,
  createdAt: AT,
  via: "session",
  sessionId: ACCOUNT_ID,
  confirmedUntil: null,
  secondFactors: [],
  secondFactorRequired: false,
  hasPassword: true,
  impersonatedBy: null,
  unreadNotices: 2,
};

/** An answer to a sign-in; the texts of its tokens end in `number`. */
export function tokenAnswer(number: number, me: Me = ada): TokenAnswer {
  const [accessToken, refreshToken] = [`access-${number}`, `refresh-${number}`];
  return {
    signedIn: true,
    accessToken,
    access_token: accessToken,
    tokenType: "Bearer",
    token_type: "Bearer",
    expiresIn: 900,
    expires_in: 900,
    refreshToken,
    refresh_token: refreshToken,
    refreshExpiresAt: "2026-02-07T12:00:00.000Z",
    csrfToken: null,
    me,
  };
}

export const signInOptions: SignInOptions = {
  setupNeeded: false,
  registration: "open",
  anonymousReading: true,
  mail: false,
  passkeys: true,
  oidc: { name: "Example" },
  passwordMinLength: 8,
  passwordMaxLength: 128,
};

export const session: Session = {
  id: ACCOUNT_ID,
  device: "CLI on desk-7",
  kind: "token",
  ip: "127.0.0.1",
  place: "this network",
  createdAt: AT,
  lastUsedAt: AT,
  expiresAt: "2026-02-07T11:00:00.000Z",
  factors: ["password", "totp"],
  current: true,
  impersonatedBy: null,
};

export const notice: Notice = {
  id: ACCOUNT_ID,
  kind: "newDevice",
  detail: "Signed in on Firefox, which was not used before.",
  ip: "192.0.2.7",
  createdAt: AT,
  readAt: null,
};

export const secondFactors: SecondFactorState = {
  totp: { since: AT },
  recoveryCodesLeft: 9,
  passkeys: [{ id: "AAAA", name: "This laptop", createdAt: AT, lastUsedAt: null, synced: true }],
  required: true,
};

export const totpSetup: TotpSetup = {
  secret: "JBSWY3DPEHPK3PXP",
  uri: "otpauth://totp/CryptoDesk:ada%40example.com?issuer=CryptoDesk&secret=JBSWY3DPEHPK3PXP",
  qrSvg: "<svg/>",
};

export const RECOVERY_CODES = ["aaaa-bbbb-cccc", "dddd-eeee-ffff"];

export const externalIdentity: ExternalIdentity = {
  id: ACCOUNT_ID,
  issuer: "https://provider.example",
  subject: "subject-1",
  email: "ada@example.com",
  createdAt: AT,
  lastUsedAt: null,
};

export const apiKey: ApiKey = {
  id: ACCOUNT_ID,
  name: "reporting",
  prefix: "cdk_abcdefgh",
  scopes: ["market:read"],
  createdAt: AT,
  expiresAt: "2026-05-01T11:00:00.000Z",
  lastUsedAt: null,
  lastUsedIp: null,
  requestsPerMinute: 600,
  state: "active",
};
export const KEY_TEXT = "cdk_abcdefghijklmnop_1234abcd";

export const entry: AuditEntry = {
  id: ACCOUNT_ID,
  at: AT,
  action: "account.change",
  outcome: "refused",
  actor: "ada@example.com",
  actorId: ACCOUNT_ID,
  impersonatedBy: null,
  target: "grace@example.com",
  detail: null,
  ip: "192.0.2.7",
  userAgent: "cryptodesk-cli",
  requestId: "req-7",
  changes: { role: { before: "analyst", after: "viewer" } },
};

export const grace: AccountSummary = {
  id: "01900000-0000-7000-8000-00000000000b",
  email: "grace@example.com",
  name: "Grace",
  role: "viewer",
  isActive: false,
  emailVerified: true,
  createdAt: AT,
  lastLoginAt: null,
  secondFactors: ["totp"],
  sessions: 0,
  apiKeys: 1,
};

export const passwordLink: PasswordLink = {
  accountId: grace.id,
  token: "link-token",
  path: "/reset-password#link-token",
  expiresAt: "2026-02-01T12:00:00.000Z",
};

export const policy: SignInPolicy = { secondFactorRoles: ["admin"] };

export const limit: ActiveLimit = {
  key: "login:ip:192.0.2.7",
  kind: "login, address",
  failures: 6,
  blockedUntil: "2026-01-31T12:05:00.000Z",
  updatedAt: AT,
};

export const signingKey: SigningKey = { kid: "kid-1", createdAt: AT, signsUntil: null, verifiesUntil: null };

export const accountExport: AccountExport = {
  exportedAt: AT,
  account: {
    id: ACCOUNT_ID,
    email: ada.email,
    name: ada.name,
    role: ada.role,
    createdAt: AT,
    emailVerified: true,
  },
  sessions: [],
  apiKeys: [],
  passkeys: [],
  externalIdentities: [],
  workspace: {},
  strategies: [],
  paperAccounts: [],
  portfolios: [],
  portfolioLinks: [],
  ownRates: [],
  notices: [],
  audit: [],
};
