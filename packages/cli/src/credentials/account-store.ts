import type { CliContext } from "../cli-context.ts";
import { UsageError } from "../failures.ts";
import { loadAccounts, saveAccounts } from "./account-file.ts";
import { type AccountRecord, Tokens } from "./account-record.ts";
import type { Keyring } from "./keyring.ts";

/** What is kept of one sign-in, wherever its tokens lie. */
export type Kept = Omit<AccountRecord, "kept">;

/** The sign-ins of this machine's user. The file names all of them; the tokens are in the keyring where one works. */
export interface AccountStore {
  list: () => AccountRecord[];
  read: (name: string) => Promise<AccountRecord | null>;
  write: (name: string, record: Kept) => Promise<AccountRecord>;
  remove: (name: string) => Promise<void>;
  /** By what the server knows this machine again; null where it has never been there. */
  readDevice: (server: string) => string | null;
  writeDevice: (server: string, device: string) => void;
  /** Why tokens are not kept in a keyring; null where they are. */
  whyNoKeyring: () => Promise<string | null>;
}

export function createAccountStore({ environment, openKeyring }: CliContext): AccountStore {
  const { configDirectory, credentialsInFile } = environment;
  let opening: Promise<Keyring | string> | null = null;
  const keyring = () => {
    opening ??= credentialsInFile
      ? Promise.resolve("CRYPTODESK_CREDENTIALS=file")
      : openKeyring().catch((error: unknown) => reasonOf(error));
    return opening;
  };
  const change = (name: string, record: AccountRecord | null) => {
    const { accounts, ...rest } = loadAccounts(configDirectory);
    const { [name]: _, ...others } = accounts;
    saveAccounts(configDirectory, { ...rest, accounts: record === null ? others : { ...others, [name]: record } });
  };

  return {
    list: () => Object.values(loadAccounts(configDirectory).accounts),
    async read(name) {
      const record = loadAccounts(configDirectory).accounts[name];
      if (!record) return null;
      if (record.kept === "file" || record.ended) return record;
      return { ...record, tokens: await readTokens(await keyring(), name) };
    },
    async write(name, draft) {
      const ring = await keyring();
      const secret = draft.tokens && !draft.ended ? JSON.stringify(draft.tokens) : null;
      if (secret !== null && typeof ring !== "string" && (await takes(ring, name, secret))) {
        const record: AccountRecord = { ...draft, kept: "keyring", tokens: null };
        change(name, record);
        return { ...record, tokens: draft.tokens };
      }
      const record: AccountRecord = { ...draft, kept: "file", tokens: secret === null ? null : draft.tokens };
      change(name, record);
      if (typeof ring !== "string") await ring.remove(name).catch(() => {});
      return record;
    },
    async remove(name) {
      const record = loadAccounts(configDirectory).accounts[name];
      change(name, null);
      const ring = record?.kept === "keyring" ? await keyring() : "";
      if (typeof ring !== "string") await ring.remove(name).catch(() => {});
    },
    readDevice: (server) => loadAccounts(configDirectory).devices[server] ?? null,
    writeDevice: (server, device) => {
      const { devices, ...rest } = loadAccounts(configDirectory);
      saveAccounts(configDirectory, { ...rest, devices: { ...devices, [server]: device } });
    },
    async whyNoKeyring() {
      const ring = await keyring();
      if (typeof ring === "string") return ring;
      return ring.read("probe").then(
        () => null,
        (error: unknown) => reasonOf(error),
      );
    },
  };
}

/** A keyring that cannot give back what it took is none. */
async function takes(ring: Keyring, name: string, secret: string): Promise<boolean> {
  try {
    await ring.write(name, secret);
    return (await ring.read(name)) === secret;
  } catch {
    return false;
  }
}

async function readTokens(ring: Keyring | string, name: string): Promise<Tokens> {
  const again = ["Unlock it, or sign in again: cryptodesk login"];
  if (typeof ring === "string") throw new UsageError(`The keyring that holds your sign-in is away: ${ring}.`, again);
  const secret = await ring.read(name).catch((error: unknown) => {
    throw new UsageError(`The keyring that holds your sign-in cannot be read: ${reasonOf(error)}.`, again);
  });
  const parsed = Tokens.safeParse(secret === null ? null : JSON.parse(secret));
  if (parsed.success) return parsed.data;
  throw new UsageError("The keyring no longer holds your sign-in.", ["Sign in again: cryptodesk login"]);
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
