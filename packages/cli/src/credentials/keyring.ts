/** The operating system's store of secrets. */
export interface Keyring {
  read: (name: string) => Promise<string | null>;
  write: (name: string, secret: string) => Promise<void>;
  remove: (name: string) => Promise<void>;
}

const SERVICE = "cryptodesk";
// Somebody may have to unlock it; nobody may be there.
const PATIENCE_MS = 30_000;

/**
 * The keyring of this machine, loaded only when it is asked for.
 * @throws Error with the reason where there is none
 */
export async function openKeyring(): Promise<Keyring> {
  const { AsyncEntry } = await import("@napi-rs/keyring").catch(() => {
    throw new Error("its module is not installed");
  });
  // On Linux the kernel's own store would be the silent fallback, and forgets everything at the next start.
  const entry = (name: string) => new AsyncEntry(SERVICE, name, { linux: { store: "secret-service" } });
  entry("probe");
  return {
    read: async (name) => withinPatience(entry(name).getPassword()),
    write: (name, secret) => withinPatience(entry(name).setPassword(secret)),
    remove: async (name) => {
      await withinPatience(entry(name).deletePassword());
    },
  };
}

async function withinPatience<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it does not answer")), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
