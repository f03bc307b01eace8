import { z } from "zod";

/** What a session is proved with. */
export const Tokens = z.object({
  accessToken: z.string().min(1),
  /** By this machine's clock. */
  accessExpiresAt: z.iso.datetime(),
  refreshToken: z.string().min(1),
  refreshExpiresAt: z.iso.datetime(),
});
export type Tokens = z.infer<typeof Tokens>;

/** Somebody who signed in at a server. */
export const AccountRecord = z.object({
  server: z.string(),
  profile: z.string().nullable(),
  email: z.string(),
  kept: z.enum(["keyring", "file"]),
  /** null: they are in the keyring, or the session has ended. */
  tokens: Tokens.nullable(),
  ended: z.boolean(),
  /** The admin who acts as this account. */
  actedBy: z.string().nullable(),
});
export type AccountRecord = z.infer<typeof AccountRecord>;

export const AccountFile = z.object({
  version: z.literal(1),
  accounts: z.record(z.string(), AccountRecord),
  /** By server: the cookie by which it knows this machine again. It signs nobody in, and outlives a sign-out. */
  devices: z.record(z.string(), z.string()),
});
export type AccountFile = z.infer<typeof AccountFile>;

/** Where a sign-in belongs: one server, and one profile where one is in use. */
export interface Place {
  server: string;
  profile: string | null;
}

/** The server's address in the one form under which its tokens are kept. */
export function serverName(url: string): string {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** The name of a record in the file and in the keyring. */
export function recordName({ server, profile }: Place, acting = false): string {
  return `${acting ? "acting " : ""}${profile === null ? "" : `${profile} at `}${serverName(server)}`;
}
